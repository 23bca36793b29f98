import type { IntrinsicFunction } from './intrinsic-function.ts';
import type { Scope } from './scope.ts';

/** The value of a condition, of the template's Conditions or of a rule. */
export function holds(condition: unknown, scope: Scope): boolean {
  if (typeof condition === 'object' && condition !== null && 'Condition' in condition)
    return scope.condition(String(condition.Condition));
  const value = scope.resolve(condition);
  return value === true || value === 'true';
}

const all: IntrinsicFunction = (argument, scope) => members(argument).every((item) => holds(item, scope));

const any: IntrinsicFunction = (argument, scope) => members(argument).some((item) => holds(item, scope));

const not: IntrinsicFunction = (argument, scope) => !holds(members(argument)[0], scope);

const equals: IntrinsicFunction = (argument, scope) => {
  const [left, right] = members(argument).map((item) => scope.resolve(item));
  return comparable(left) === comparable(right);
};

const contains: IntrinsicFunction = (argument, scope) => {
  const [items, wanted] = members(argument).map((item) => scope.resolve(item));
  return members(items).some((item) => comparable(item) === comparable(wanted));
};

/** Only the branch that counts is resolved: the other may speak of what does not exist. */
const choose: IntrinsicFunction = (argument, scope) => {
  const [name, whenTrue, whenFalse] = members(argument);
  return scope.resolve(scope.condition(String(name)) ? whenTrue : whenFalse);
};

function members(argument: unknown): readonly unknown[] {
  return Array.isArray(argument) ? argument : [argument];
}

/** Parameters are texts, so 1 and "1" are equal, as in CloudFormation. */
function comparable(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

export const conditionFunctions: readonly (readonly [string, IntrinsicFunction])[] = [
  ['Fn::And', all],
  ['Fn::Or', any],
  ['Fn::Not', not],
  ['Fn::Equals', equals],
  ['Fn::Contains', contains],
  ['Fn::If', choose],
];
