import { conditionFunctions } from './condition-functions.ts';
import { NO_VALUE, UNKNOWN } from './scope.ts';
import type { Scope } from './scope.ts';
import { substitute } from './substitute.ts';

/** Takes its argument as written in the template. */
export type IntrinsicFunction = (argument: unknown, scope: Scope) => unknown;

/** The function of this name, `Ref` or `Fn::...`; undefined if it is not emulated. */
export function intrinsicFunction(name: string): IntrinsicFunction | undefined {
  return FUNCTIONS.get(name);
}

/** A function whose arguments are resolved first; it gives nothing as long as one of them is unknown. */
function eager(run: (argument: unknown, scope: Scope) => unknown): IntrinsicFunction {
  return (argument, scope) => {
    const resolved = scope.resolve(argument);
    return isUnknown(resolved) ? UNKNOWN : run(resolved, scope);
  };
}

function isUnknown(value: unknown): boolean {
  if (value === UNKNOWN) return true;
  if (Array.isArray(value)) return value.some(isUnknown);
  return typeof value === 'object' && value !== null && Object.values(value).some(isUnknown);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function text(value: unknown, scope: Scope): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  scope.problem(
    `${value === NO_VALUE ? 'AWS::NoValue' : JSON.stringify(value)} stands where a text is needed.`,
  );
  return '';
}

const ref: IntrinsicFunction = (argument, scope) => scope.ref(text(argument, scope));

const getAtt: IntrinsicFunction = (argument, scope) => {
  const [id = '', ...rest] =
    typeof argument === 'string' ? argument.split('.') : list(scope.resolve(argument));
  return scope.attribute(text(id, scope), rest.map((part) => text(part, scope)).join('.'));
};

const sub: IntrinsicFunction = (argument, scope) => {
  const [template, given] = list(argument);
  const variables = (given ?? {}) as Record<string, unknown>;
  return substitute(text(template, scope), (name) => {
    const value = Object.hasOwn(variables, name) ? scope.resolve(variables[name]) : named(name, scope);
    return value === UNKNOWN ? UNKNOWN : text(value, scope);
  });
};

function named(name: string, scope: Scope): unknown {
  const dot = name.indexOf('.');
  return dot === -1 ? scope.ref(name) : scope.attribute(name.slice(0, dot), name.slice(dot + 1));
}

const select = eager((argument, scope) => {
  const [index, items] = list(argument);
  const values = list(items);
  const chosen = values[Number(index)];
  if (chosen !== undefined) return chosen;
  return scope.problem(`Fn::Select asks for item ${String(index)} of ${JSON.stringify(values)}.`);
});

const join = eager((argument, scope) => {
  const [delimiter, items] = list(argument);
  return list(items)
    .map((item) => text(item, scope))
    .join(text(delimiter, scope));
});

const split = eager((argument, scope) => {
  const [delimiter, whole] = list(argument);
  return text(whole, scope).split(text(delimiter, scope));
});

const findInMap = eager((argument, scope) => {
  const [map, top, second] = list(argument).map((item) => text(item, scope));
  return scope.mapping(map ?? '', top ?? '', second ?? '');
});

const FUNCTIONS = new Map<string, IntrinsicFunction>([
  ['Ref', ref],
  ['Fn::GetAtt', getAtt],
  ['Fn::Sub', sub],
  ['Fn::Join', join],
  ['Fn::Split', split],
  ['Fn::Select', select],
  ['Fn::FindInMap', findInMap],
  ['Fn::Base64', eager((argument, scope) => Buffer.from(text(argument, scope)).toString('base64'))],
  ['Fn::GetAZs', eager((_argument, scope) => ['a', 'b', 'c'].map((zone) => scope.region + zone))],
  ['Fn::ImportValue', eager((argument, scope) => scope.importValue(text(argument, scope)))],
  ...conditionFunctions,
]);
