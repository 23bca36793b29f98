import type { Leaf } from './leaf.ts';

/** A pattern ready to be matched: alternatives of which one must match. `$or` has been multiplied out. */
export type CompiledPattern = {
  readonly subRules: readonly SubRule[];
  /** Rules with wildcards are limited per bus. */
  readonly usesWildcard: boolean;
};

/** Tests that must all hold, in the order of their paths, as the rule engine walks them. */
export type SubRule = readonly FieldTest[];

/** The alternatives for the values at one path. Those a rule can be found by are kept apart from the others. */
export type FieldTest = {
  /** The names joined by dots: a dot in a name and a level are the same to the rule engine. */
  readonly path: string;
  readonly keys: ReadonlySet<string>;
  readonly prefixes: readonly string[];
  readonly suffixes: readonly string[];
  readonly others: readonly ((leaf: Leaf) => boolean)[];
  /** Also holds when no value is at the path. */
  readonly absent: boolean;
};

/** One alternative of a field, as the pattern writes it. */
export type ValueTest =
  | { readonly kind: 'key' | 'prefix' | 'suffix'; readonly text: string }
  | { readonly kind: 'other'; readonly accepts: (leaf: Leaf) => boolean; readonly wildcard?: true }
  | { readonly kind: 'absent' };
