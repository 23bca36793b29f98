import type { CompiledPattern, FieldTest, SubRule } from './compiled-pattern.ts';
import type { FlatEvent } from './flatten-event.ts';
import type { Leaf } from './leaf.ts';
import { matchSubRule } from './match-sub-rule.ts';
import { createPathIndex, type Anchor, type PathIndex } from './path-index.ts';

/**
 * Finds the rules that an event matches without looking at all of them. Each alternative of a pattern hangs on one
 * path: the one whose values fewest others hang on, so that an event meets only rules that ask for one of its values.
 * Patterns that no present value can lead to (`exists: false` alone) are looked at every time.
 */
export type RuleIndex<Rule> = {
  /** A rule that is already in takes the new pattern. */
  put(rule: Rule, pattern: CompiledPattern): void;
  remove(rule: Rule): void;
  matches(event: FlatEvent): Set<Rule>;
};

export function createRuleIndex<Rule>(): RuleIndex<Rule> {
  const paths = new Map<string, PathIndex<Entry<Rule>>>();
  const anywhere = new Set<Entry<Rule>>();
  const entries = new Map<Rule, Entry<Rule>[]>();

  const hang = (entry: Entry<Rule>) => {
    const anchor = chooseAnchor(entry.subRule, paths);
    if (!anchor) return anywhere.add(entry);
    entry.anchor = anchor;
    const path = paths.get(anchor.path) ?? createPathIndex<Entry<Rule>>();
    paths.set(anchor.path, path);
    return path.add(anchor, entry);
  };
  const remove = (rule: Rule) => {
    for (const entry of entries.get(rule) ?? []) {
      anywhere.delete(entry);
      if (!entry.anchor) continue;
      const path = paths.get(entry.anchor.path);
      path?.remove(entry.anchor, entry);
      if (path?.isEmpty()) paths.delete(entry.anchor.path);
    }
    entries.delete(rule);
  };
  return {
    remove,
    put(rule, pattern) {
      remove(rule);
      const made = pattern.subRules.map((subRule): Entry<Rule> => ({ rule, subRule, anchor: undefined }));
      entries.set(rule, made);
      for (const entry of made) hang(entry);
    },
    matches(event) {
      const found = new Set<Rule>();
      const consider = (entry: Entry<Rule>) => {
        if (!found.has(entry.rule) && matchSubRule(entry.subRule, event)) found.add(entry.rule);
      };
      for (const entry of anywhere) consider(entry);
      for (const [name, fields] of event) {
        const path = paths.get(name);
        if (path) path.visit(leaves(fields), consider);
      }
      return found;
    },
  };
}

type Entry<Rule> = { readonly rule: Rule; readonly subRule: SubRule; anchor: Anchor | undefined };

function leaves(fields: readonly { readonly leaf: Leaf }[]): Leaf[] {
  return fields.map(({ leaf }) => leaf);
}

/** The path with the least company; values before mere presence, fewer values before many, the deeper path in a tie. */
function chooseAnchor(subRule: SubRule, paths: ReadonlyMap<string, PathIndex<unknown>>): Anchor | undefined {
  const candidates = subRule.flatMap((test) => {
    const anchor = toAnchor(test);
    if (!anchor) return [];
    const company = paths.get(test.path)?.company(anchor) ?? 0;
    const values = anchor.keys.length + anchor.prefixes.length + anchor.suffixes.length;
    const depth = test.path.split('.').length;
    return [
      {
        anchor,
        rank: [anchor.byPresence ? 1 : 0, company, anchor.keys.length < values ? 1 : 0, values, -depth],
      },
    ];
  });
  return candidates.toSorted((a, b) => compareRanks(a.rank, b.rank))[0]?.anchor;
}

function toAnchor(test: FieldTest): Anchor | undefined {
  if (test.absent) return undefined;
  const { path } = test;
  if (test.others.length > 0) return { path, keys: [], prefixes: [], suffixes: [], byPresence: true };
  return { path, keys: [...test.keys], prefixes: test.prefixes, suffixes: test.suffixes, byPresence: false };
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const difference = a.findIndex((value, index) => value !== b[index]);
  return difference < 0 ? 0 : (a[difference] ?? 0) - (b[difference] ?? 0);
}
