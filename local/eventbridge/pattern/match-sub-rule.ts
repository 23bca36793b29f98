import type { FieldTest, SubRule } from './compiled-pattern.ts';
import type { FlatEvent } from './flatten-event.ts';
import type { Leaf } from './leaf.ts';

/**
 * Whether every test holds, with all values from one and the same element wherever they lie in one array. The tests
 * are walked in the order of their paths and `exists: false` looks only at values of the elements chosen so far, which
 * is how the rule engine does it.
 */
export function matchSubRule(subRule: SubRule, event: FlatEvent): boolean {
  return matchFrom(subRule, 0, event, NOWHERE);
}

const NOWHERE: readonly number[] = [];

function matchFrom(subRule: SubRule, index: number, event: FlatEvent, chosen: readonly number[]): boolean {
  const test = subRule[index];
  if (!test) return true;
  let isPresent = false;
  let hasTriedUnbound = false;
  for (const field of event.get(test.path) ?? []) {
    const elements = joined(chosen, field.elements);
    if (!elements) continue;
    isPresent = true;
    // Values that bind no further array lead to the same rest: once is enough.
    if (elements === chosen && hasTriedUnbound) continue;
    if (!accepts(test, field.leaf)) continue;
    if (matchFrom(subRule, index + 1, event, elements)) return true;
    if (elements === chosen) hasTriedUnbound = true;
  }
  return test.absent && !isPresent && matchFrom(subRule, index + 1, event, chosen);
}

/** The elements chosen with those of a further value; `undefined` if they differ in one array. */
function joined(chosen: readonly number[], further: readonly number[]): readonly number[] | undefined {
  let result: number[] | undefined;
  for (let pair = 0; pair < further.length; pair += 2) {
    const known = indexIn(chosen, further[pair]);
    if (known === undefined) (result ??= [...chosen]).push(further[pair] ?? 0, further[pair + 1] ?? 0);
    else if (known !== further[pair + 1]) return undefined;
  }
  return result ?? chosen;
}

function indexIn(chosen: readonly number[], array: number | undefined): number | undefined {
  for (let pair = 0; pair < chosen.length; pair += 2) if (chosen[pair] === array) return chosen[pair + 1];
  return undefined;
}

function accepts(test: FieldTest, leaf: Leaf): boolean {
  if (test.keys.has(leaf.key)) return true;
  const { text } = leaf;
  if (text !== undefined) {
    for (const prefix of test.prefixes) if (text.startsWith(prefix)) return true;
    for (const suffix of test.suffixes) if (text.endsWith(suffix)) return true;
  }
  for (const other of test.others) if (other(leaf)) return true;
  return false;
}
