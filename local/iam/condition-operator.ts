import { BlockList, isIP } from 'node:net';
import { globMatcher } from './glob-matcher.ts';
import { malformedPolicy } from './malformed-policy.ts';

/** One comparison of IAM's condition block. */
export type ConditionOperator = {
  /** `StringNotEquals` and its like: true when the request's value equals none of the policy's, or is absent. */
  readonly negated: boolean;
  /** A test of one request value against one value of the policy. */
  compile(expected: string): (value: string) => boolean;
};

/**
 * The operator of a name without its `ForAllValues:` prefix and `IfExists` suffix; undefined if there is none.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function conditionOperator(name: string): ConditionOperator | undefined {
  return OPERATORS.get(name.toLowerCase());
}

type Compile = ConditionOperator['compile'];

const equals: Compile = (expected) => (value) => value === expected;

const equalsIgnoreCase: Compile = (expected) => {
  const lower = expected.toLowerCase();
  return (value) => value.toLowerCase() === lower;
};

/** The six parts of an ARN are compared apart, so a `*` does not reach over a colon into the next part. */
const arn: Compile = (expected) => {
  const parts = arnParts(expected)?.map(globMatcher);
  if (!parts && expected !== '*')
    throw malformedPolicy(`${expected} is not an ARN, which ArnEquals and ArnLike need.`);
  if (!parts) return () => true;
  return (value) => {
    const found = arnParts(value);
    return found !== undefined && parts.every((matches, index) => matches(found[index] ?? ''));
  };
};

function arnParts(text: string): string[] | undefined {
  const parts = text.split(':');
  if (parts.length < 6) return undefined;
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
}

function ordered(
  read: (text: string) => number,
  holds: (value: number, expected: number) => boolean,
): Compile {
  return (expected) => {
    const limit = read(expected);
    if (Number.isNaN(limit))
      throw malformedPolicy(`${expected} cannot be compared by a Numeric or Date condition.`);
    return (value) => holds(read(value), limit);
  };
}

function instant(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

const address: Compile = (expected) => {
  const [network = '', bits] = expected.split('/');
  const family = isIP(network) === 6 ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  try {
    list.addSubnet(network, bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits), family);
  } catch (error) {
    throw malformedPolicy(`${expected} is not an address range in CIDR notation: ${String(error)}`);
  }
  return (value) => list.check(value, isIP(value) === 6 ? 'ipv6' : 'ipv4');
};

const truth: Compile = (expected) => {
  if (!/^(true|false)$/i.test(expected))
    throw malformedPolicy(`Bool needs "true" or "false", not ${expected}.`);
  return equalsIgnoreCase(expected);
};

const OPERATORS = new Map<string, ConditionOperator>(
  [
    ...pair('stringequals', 'stringnotequals', equals),
    ...pair('stringequalsignorecase', 'stringnotequalsignorecase', equalsIgnoreCase),
    ...pair('stringlike', 'stringnotlike', globMatcher),
    ...pair('arnequals', 'arnnotequals', arn),
    ...pair('arnlike', 'arnnotlike', arn),
    ...pair('ipaddress', 'notipaddress', address),
    ...orders('numeric', Number),
    ...orders('date', instant),
    only('bool', truth),
  ].map((operator) => [operator.name, operator]),
);

type Named = ConditionOperator & { readonly name: string };

function only(name: string, compile: Compile): Named {
  return { name, negated: false, compile };
}

function pair(positive: string, negative: string, compile: Compile): Named[] {
  return [only(positive, compile), { name: negative, negated: true, compile }];
}

function orders(prefix: string, read: (text: string) => number): Named[] {
  return [
    ...pair(
      `${prefix}equals`,
      `${prefix}notequals`,
      ordered(read, (value, limit) => value === limit),
    ),
    only(
      `${prefix}lessthan`,
      ordered(read, (value, limit) => value < limit),
    ),
    only(
      `${prefix}lessthanequals`,
      ordered(read, (value, limit) => value <= limit),
    ),
    only(
      `${prefix}greaterthan`,
      ordered(read, (value, limit) => value > limit),
    ),
    only(
      `${prefix}greaterthanequals`,
      ordered(read, (value, limit) => value >= limit),
    ),
  ];
}
