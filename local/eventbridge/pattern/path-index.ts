import type { Leaf } from './leaf.ts';

/** What an entry hangs on: the values at one path that it can be found by, or that there is any value at all. */
export type Anchor = {
  readonly path: string;
  readonly keys: readonly string[];
  readonly prefixes: readonly string[];
  readonly suffixes: readonly string[];
  readonly byPresence: boolean;
};

/** The entries that hang on one path. */
export type PathIndex<Entry> = {
  add(anchor: Anchor, entry: Entry): void;
  remove(anchor: Anchor, entry: Entry): void;
  /** How many entries already hang on the fullest of the anchor's values. */
  company(anchor: Anchor): number;
  /** Calls back for every entry that one of the values leads to; an entry may come more than once. */
  visit(leaves: readonly Leaf[], consider: (entry: Entry) => void): void;
  isEmpty(): boolean;
};

export function createPathIndex<Entry>(): PathIndex<Entry> {
  const keys: Buckets<Entry> = { entries: new Map(), lengths: new Map() };
  const prefixes: Buckets<Entry> = { entries: new Map(), lengths: new Map() };
  const suffixes: Buckets<Entry> = { entries: new Map(), lengths: new Map() };
  const present = new Set<Entry>();
  const places = (anchor: Anchor): [Buckets<Entry>, string][] => [
    ...anchor.keys.map((key): [Buckets<Entry>, string] => [keys, key]),
    ...anchor.prefixes.map((text): [Buckets<Entry>, string] => [prefixes, text]),
    ...anchor.suffixes.map((text): [Buckets<Entry>, string] => [suffixes, text]),
  ];
  return {
    add(anchor, entry) {
      if (anchor.byPresence) present.add(entry);
      for (const [buckets, text] of places(anchor)) put(buckets, text, entry);
    },
    remove(anchor, entry) {
      present.delete(entry);
      for (const [buckets, text] of places(anchor)) take(buckets, text, entry);
    },
    company(anchor) {
      if (anchor.byPresence) return present.size;
      return Math.max(0, ...places(anchor).map(([buckets, text]) => buckets.entries.get(text)?.size ?? 0));
    },
    visit(leaves, consider) {
      present.forEach(consider);
      for (const { key, text } of leaves) {
        keys.entries.get(key)?.forEach(consider);
        if (text === undefined) continue;
        for (const length of prefixes.lengths.keys())
          if (length <= text.length) prefixes.entries.get(text.slice(0, length))?.forEach(consider);
        for (const length of suffixes.lengths.keys())
          if (length <= text.length)
            suffixes.entries.get(text.slice(text.length - length))?.forEach(consider);
      }
    },
    isEmpty: () => keys.entries.size + prefixes.entries.size + suffixes.entries.size + present.size === 0,
  };
}

type Buckets<Entry> = {
  readonly entries: Map<string, Set<Entry>>;
  /** How many texts there are of each length: a value is looked up once per length, however many texts there are. */
  readonly lengths: Map<number, number>;
};

function put<Entry>(buckets: Buckets<Entry>, text: string, entry: Entry): void {
  const entries = buckets.entries.get(text);
  if (entries) {
    entries.add(entry);
    return;
  }
  buckets.entries.set(text, new Set([entry]));
  buckets.lengths.set(text.length, (buckets.lengths.get(text.length) ?? 0) + 1);
}

function take<Entry>(buckets: Buckets<Entry>, text: string, entry: Entry): void {
  const entries = buckets.entries.get(text);
  if (!entries?.delete(entry) || entries.size > 0) return;
  buckets.entries.delete(text);
  const left = (buckets.lengths.get(text.length) ?? 1) - 1;
  if (left === 0) buckets.lengths.delete(text.length);
  else buckets.lengths.set(text.length, left);
}
