import { isIP } from 'node:net';
import type { Fault } from './fault.ts';

/** What is wrong with one value of a filter's array: a literal, or an object of one operator. */
export function filterValueFaults(value: unknown, path: Fault['path']): readonly Fault[] {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return [];
  if (typeof value === 'number') return faultIf(!isStorable(value), { path, got: value, allowed: STORABLE });
  const [name, ...others] = Array.isArray(value) ? [] : Object.keys(value as object);
  if (name === undefined || others.length > 0)
    return [
      {
        path,
        got: value,
        allowed: `a string, number, boolean, null, or an object of one operator: ${NAMES}`,
      },
    ];
  if (name === 'wildcard') return [{ path: [...path, name], got: name, allowed: WILDCARD }];
  const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (!operator) return [{ path: [...path, name], got: name, allowed: `one of ${NAMES}` }];
  const operand = (value as Readonly<Record<string, unknown>>)[name];
  return faultIf(!operator.allows(operand), {
    path: [...path, name],
    got: operand,
    allowed: operator.allowed,
  });
}

type Operator = { readonly allowed: string; allows(operand: unknown): boolean };

const text: Operator = {
  allowed: 'a string that is not empty, or {"equals-ignore-case": string}',
  allows: (operand) => isText(operand) || isText(onlyField(operand, 'equals-ignore-case')),
};

const OPERATORS: Readonly<Record<string, Operator>> = {
  prefix: text,
  suffix: text,
  'equals-ignore-case': { allowed: 'a string', allows: (operand) => typeof operand === 'string' },
  'anything-but': {
    allowed:
      'a string or number, a list of strings or of numbers, or an object of prefix, suffix or equals-ignore-case with a string or a list of strings',
    allows: isExclusion,
  },
  numeric: {
    allowed:
      'an operator and a number, as ["<", 10], or a range from below, as [">", 0, "<=", 5]; numbers from -5e9 to 5e9',
    allows: isNumericMatch,
  },
  cidr: { allowed: 'an address range, as "10.0.0.0/24"', allows: isCidr },
  exists: { allowed: 'true or false', allows: (operand) => typeof operand === 'boolean' },
};

const NAMES = Object.keys(OPERATORS).join(', ');

const WILDCARD =
  'another operator: a bus has room for 30 rules with a wildcard, so subscriptions cannot have one';

const STORABLE = 'a number from -9007199254740991 to 9007199254740991, and not closer to 0 than 0.000001';

/** What survives JSON, the table and the rule engine alike. */
function isStorable(value: number): boolean {
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER && (value === 0 || Math.abs(value) >= 1e-6);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function onlyField(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 1) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}

function isExclusion(operand: unknown): boolean {
  if (isComparable(operand)) return true;
  if (Array.isArray(operand))
    return (
      operand.length > 0 && operand.every((item) => isComparable(item) && typeof item === typeof operand[0])
    );
  return ['prefix', 'suffix', 'equals-ignore-case'].some((name) => isTextOrTexts(onlyField(operand, name)));
}

function isComparable(value: unknown): boolean {
  return typeof value === 'string' || (typeof value === 'number' && isInRange(value));
}

function isTextOrTexts(value: unknown): boolean {
  return isText(value) || (Array.isArray(value) && value.length > 0 && value.every(isText));
}

function isNumericMatch(operand: unknown): boolean {
  if (!Array.isArray(operand)) return false;
  const [first, bottom, second, top] = operand as unknown[];
  if (!isInRange(bottom)) return false;
  if (operand.length === 2) return ['=', '<', '<=', '>', '>='].includes(first as string);
  if (operand.length !== 4 || !isInRange(top)) return false;
  return ['>', '>='].includes(first as string) && ['<', '<='].includes(second as string) && bottom < top;
}

function isInRange(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= 5e9 && isStorable(value);
}

function isCidr(operand: unknown): boolean {
  const [address = '', prefix = ''] = typeof operand === 'string' ? operand.split('/') : [];
  const bits = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  return operand === `${address}/${prefix}` && /^\d{1,3}$/.test(prefix) && bits > 0 && Number(prefix) <= bits;
}

function faultIf(condition: boolean, fault: Fault): readonly Fault[] {
  return condition ? [fault] : [];
}
