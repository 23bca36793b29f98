import type { Fault } from './fault.ts';
import { filterValueFaults } from './filter-value.ts';
import { MOST_BRANCHES, patternBranches } from './pattern-branches.ts';

/** DynamoDB keeps 32 levels and the row takes a few of them. */
const DEEPEST = 20;

/**
 * What EventBridge, or we, would refuse in a filter: a pattern over `data`. Checked here so that a rule which
 * cannot be made is an answer to the caller and not a subscription that never becomes active.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function filterFaults(filter: unknown): readonly Fault[] {
  if (isDeeper(filter, DEEPEST))
    return [{ path: [], got: filter, allowed: `at most ${DEEPEST} levels of objects and arrays` }];
  const faults = patternFaults(filter, [], false);
  if (faults.length > 0) return faults;
  const branches = patternBranches(filter as Pattern);
  if (branches <= MOST_BRANCHES) return [];
  return [
    { path: [], got: filter, allowed: `at most ${MOST_BRANCHES} combinations of its $or, not ${branches}` },
  ];
}

type Pattern = Readonly<Record<string, unknown>>;

/** Names that the rule engine keeps for itself inside `$or`. */
const RESERVED_IN_OR: ReadonlySet<string> = new Set(
  (
    'exactly equals-ignore-case prefix suffix anything-but exists wildcard numeric cidr = < <= > >= regex ' +
    'not-wildcard not-equals-ignore-case date-after date-on-or-after date-before date-on-or-before in-date-range ' +
    'ip-address-in-range ip-address-not-in-range'
  ).split(' '),
);

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

function patternFaults(value: unknown, path: Fault['path'], inOr: boolean): readonly Fault[] {
  if (!isPattern(value) || Object.keys(value).length === 0)
    return [{ path, got: value, allowed: 'an object with at least one field' }];
  return Object.entries(value).flatMap(([name, inner]) =>
    fieldFaults(name, inner, { path: [...path, name], inOr }),
  );
}

function fieldFaults(
  name: string,
  value: unknown,
  { path, inOr }: { readonly path: Fault['path']; readonly inOr: boolean },
): readonly Fault[] {
  if (name === '$or') return orFaults(value, path);
  if (name === '' || name === '__proto__') return [{ path, got: name, allowed: 'another field name' }];
  if (inOr && RESERVED_IN_OR.has(name))
    return [{ path, got: name, allowed: 'a field name that is not an operator, inside $or' }];
  if (isPattern(value)) return patternFaults(value, path, inOr);
  if (!Array.isArray(value) || value.length === 0)
    return [{ path, got: value, allowed: 'an object of fields, or an array of at least one value to match' }];
  return value.flatMap((match: unknown, index) => filterValueFaults(match, [...path, index]));
}

function orFaults(value: unknown, path: Fault['path']): readonly Fault[] {
  if (!Array.isArray(value) || value.length < 2)
    return [{ path, got: value, allowed: 'an array of at least two objects' }];
  return value.flatMap((alternative: unknown, index) => patternFaults(alternative, [...path, index], true));
}

function isPattern(value: unknown): value is Pattern {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
