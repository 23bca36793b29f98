import { intrinsicFunction } from './intrinsic-function.ts';
import { NO_VALUE } from './scope.ts';
import type { Scope } from './scope.ts';

/** A template's value with every intrinsic function replaced by what it gives, and `AWS::NoValue` left out. */
export function resolve(value: unknown, scope: Scope): unknown {
  if (typeof value === 'string') return resolveText(value, scope);
  if (Array.isArray(value))
    return value.map((item) => resolve(item, scope)).filter((item) => item !== NO_VALUE);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const call = entries.find(([key]) => key === 'Ref' || key.startsWith('Fn::'));
  if (!call) return resolveEntries(entries, scope);
  const [name, argument] = call;
  if (entries.length > 1)
    return scope.problem(
      `${name} stands beside ${entries.map(([key]) => key).join(', ')}; it must stand alone.`,
    );
  const run = intrinsicFunction(name);
  return run ? run(argument, scope) : scope.problem(`The function ${name} is not emulated.`);
}

function resolveEntries(entries: readonly [string, unknown][], scope: Scope): Record<string, unknown> {
  const resolved: Record<string, unknown> = {};
  for (const [key, item] of entries) {
    const value = resolve(item, scope);
    if (value !== NO_VALUE) resolved[key] = value;
  }
  return resolved;
}

function resolveText(text: string, scope: Scope): unknown {
  const reference = /\{\{resolve:[^}]*\}\}/.exec(text)?.[0];
  return reference === undefined
    ? text
    : scope.problem(`The dynamic reference ${reference} is not emulated.`);
}
