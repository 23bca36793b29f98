import { conditionOperator } from './condition-operator.ts';
import type { ConditionOperator } from './condition-operator.ts';
import { malformedPolicy } from './malformed-policy.ts';
import type { PolicyStatement } from './policy-document.ts';
import { refuseVariables } from './refuse-variables.ts';
import { requestKey } from './request-key.ts';
import type { Request } from './request.ts';
import { textList } from './text-list.ts';

type Test = (request: Request) => boolean;

/**
 * A statement's condition block as one test: operators and keys are all needed, values of one key are alternatives.
 * @throws {AwsError} `MalformedPolicyDocument` for an operator that does not exist or is not evaluated.
 */
export function compileCondition(condition: PolicyStatement['Condition']): Test {
  const tests = Object.entries(condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => compileTest(operator, key, textList(values, operator))),
  );
  if (tests.length === 0) return () => true;
  return (request) => tests.every((test) => test(request));
}

function compileTest(name: string, key: string, values: readonly string[]): Test {
  for (const value of values) refuseVariables(value, name);
  const read = requestKey(key);
  if (name.toLowerCase() === 'null') return compileNull(read, values);
  const { quantifier, operator, ifExists } = parse(name);
  const tests = values.map((value) => operator.compile(value));
  const holds = (value: string): boolean => tests.some((test) => test(value)) !== operator.negated;
  return (request) => {
    const found = read(request);
    if (found === undefined || found.length === 0) {
      if (quantifier === 'any') return ifExists;
      return ifExists || quantifier === 'all' || operator.negated;
    }
    if (quantifier === 'all') return found.every(holds);
    if (quantifier === 'any') return found.some(holds);
    return operator.negated ? found.every(holds) : found.some(holds);
  };
}

type Parsed = { quantifier: 'all' | 'any' | 'none'; operator: ConditionOperator; ifExists: boolean };

function parse(name: string): Parsed {
  const parts = /^(?:(ForAllValues|ForAnyValue):)?([a-z]+?)(IfExists)?$/i.exec(name);
  const operator = conditionOperator(parts?.[2] ?? '');
  if (!operator)
    throw malformedPolicy(
      `The condition operator ${name} is not evaluated. Allowed: String*, Arn*, Numeric*, Date*, Bool, Null, IpAddress and NotIpAddress, with IfExists, ForAllValues and ForAnyValue.`,
    );
  const quantifier = parts?.[1]?.toLowerCase();
  return {
    quantifier: quantifier === 'forallvalues' ? 'all' : quantifier === 'foranyvalue' ? 'any' : 'none',
    operator,
    ifExists: parts?.[3] !== undefined,
  };
}

function compileNull(read: ReturnType<typeof requestKey>, values: readonly string[]): Test {
  const wanted = new Set(values.map((value) => value.toLowerCase()));
  return (request) => wanted.has(String(read(request) === undefined));
}
