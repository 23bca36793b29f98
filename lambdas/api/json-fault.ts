import { readScalar } from './read-scalar.ts';

/** Where a text stops being JSON. */
export type JsonFault = {
  /** From 0, in UTF-16 units; the length of the text where it ends too early. */
  readonly position: number;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** What could have stood there. */
  readonly expected: string;
};

/**
 * The first place where a text is not JSON, or undefined where all of it is. `JSON.parse` does not name the place
 * of every fault, and quotes the text where it doesn't.
 */
export function jsonFault(text: string): JsonFault | undefined {
  let place: Place = { at: 0, expected: 'a value', open: undefined };
  for (;;) {
    const at = endOfBlanks(text, place.at);
    if (at === text.length && place.expected === 'the end') return undefined;
    const next = step(text, { ...place, at });
    if ('fault' in next) return lineOf(text, next.fault, next.expected);
    place = next;
  }
}

type Expected =
  | 'a value'
  | 'a value or ]'
  | 'a name in double quotes'
  | 'a name in double quotes or }'
  | 'a colon'
  | 'a comma or ]'
  | 'a comma or }'
  | 'the end';

/** A list and not an array, so that a step needs no copy of it. */
type Open = { readonly bracket: '{' | '['; readonly outer: Open | undefined };

type Place = { readonly at: number; readonly expected: Expected; readonly open: Open | undefined };

type Fault = { readonly fault: number; readonly expected: string };

function step(text: string, place: Place): Place | Fault {
  const { at, expected, open } = place;
  const char = text.charAt(at);
  if (char !== '' && expected.endsWith(`or ${char}`)) return afterValue(at + 1, open?.outer);
  switch (expected) {
    case 'a value':
    case 'a value or ]':
      if (char === '{')
        return { at: at + 1, expected: 'a name in double quotes or }', open: { bracket: char, outer: open } };
      if (char === '[') return { at: at + 1, expected: 'a value or ]', open: { bracket: char, outer: open } };
      return scalar(text, place);
    case 'a name in double quotes':
    case 'a name in double quotes or }':
      return char === '"' ? scalar(text, place) : { fault: at, expected };
    case 'a colon':
      return char === ':' ? { at: at + 1, expected: 'a value', open } : { fault: at, expected };
    case 'a comma or ]':
      return char === ',' ? { at: at + 1, expected: 'a value', open } : { fault: at, expected };
    case 'a comma or }':
      return char === ','
        ? { at: at + 1, expected: 'a name in double quotes', open }
        : { fault: at, expected };
    case 'the end':
      return { fault: at, expected };
  }
}

function scalar(text: string, { at, expected, open }: Place): Place | Fault {
  const read = readScalar(text, at);
  if (!read) return { fault: at, expected };
  if ('fault' in read) return read;
  return expected.startsWith('a name')
    ? { at: read.end, expected: 'a colon', open }
    : afterValue(read.end, open);
}

function afterValue(at: number, open: Open | undefined): Place {
  if (!open) return { at, expected: 'the end', open };
  return { at, expected: open.bracket === '{' ? 'a comma or }' : 'a comma or ]', open };
}

function endOfBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\n\r'.includes(text.charAt(at))) at += 1;
  return at;
}

function lineOf(text: string, position: number, expected: string): JsonFault {
  const before = text.slice(0, position).split('\n');
  return { position, line: before.length, column: (before.at(-1)?.length ?? 0) + 1, expected };
}
