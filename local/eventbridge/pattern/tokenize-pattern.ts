import { invalidPattern } from './invalid-pattern.ts';

/** One token of a pattern's JSON. Kept as a list, because a pattern may name one field twice and both count. */
export type PatternToken = {
  readonly kind: '{' | '}' | '[' | ']' | 'name' | 'string' | 'number' | 'true' | 'false' | 'null';
  /** The decoded text of a name or string, else the source text. */
  readonly text: string;
  /** Where the engine's parser stands after the token; it reads a string's text only when asked for it. */
  readonly reached: number;
  /** Where the token ends. */
  readonly end: number;
};

/**
 * Splits a pattern into tokens, strictly as RFC 8259 has it.
 * @throws {AwsError} `InvalidEventPatternException` when it is not JSON.
 */
export function tokenizePattern(source: string): readonly PatternToken[] {
  const scan: Scan = { source, at: 0, tokens: [] };
  value(scan);
  skip(scan);
  if (scan.at < source.length) throw unexpected(scan, 'the end of the pattern');
  return scan.tokens;
}

type Scan = { readonly source: string; at: number; readonly tokens: PatternToken[] };

const STRING = /"(?:[^"\\]|\\.)*"/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y;
const WORD = /[A-Za-z0-9_$]+/y;

function value(scan: Scan): void {
  skip(scan);
  const next = scan.source[scan.at];
  if (next === '{') return object(scan);
  if (next === '[') return array(scan);
  if (next === '"') return string(scan, 'string');
  const number = take(scan, NUMBER);
  if (number !== undefined) return push(scan, 'number', number);
  const start = scan.at;
  const word = take(scan, WORD);
  if (word === 'true' || word === 'false' || word === 'null') return push(scan, word, word);
  if (word === undefined) throw unexpected(scan, 'a valid value');
  throw invalidPattern(
    `Unrecognized token '${word}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')`,
    scan.source,
    start + word.length,
  );
}

function object(scan: Scan): void {
  mark(scan, '{');
  skip(scan);
  if (scan.source[scan.at] === '}') return mark(scan, '}');
  for (;;) {
    skip(scan);
    if (scan.source[scan.at] !== '"') throw unexpected(scan, 'double-quote to start field name');
    string(scan, 'name');
    skip(scan);
    if (scan.source[scan.at] !== ':') throw unexpected(scan, 'a colon to separate field name and value');
    scan.at += 1;
    value(scan);
    if (ends(scan, '}')) return;
  }
}

function array(scan: Scan): void {
  mark(scan, '[');
  skip(scan);
  if (scan.source[scan.at] === ']') return mark(scan, ']');
  for (;;) {
    value(scan);
    if (ends(scan, ']')) return;
  }
}

function ends(scan: Scan, closing: '}' | ']'): boolean {
  skip(scan);
  if (scan.source[scan.at] === closing) {
    mark(scan, closing);
    return true;
  }
  if (scan.source[scan.at] !== ',') throw unexpected(scan, 'comma to separate entries');
  scan.at += 1;
  return false;
}

function string(scan: Scan, kind: 'name' | 'string'): void {
  const start = scan.at;
  const literal = take(scan, STRING);
  const text = literal === undefined ? undefined : decode(literal);
  if (text === undefined)
    throw invalidPattern(
      'Unclosed string, or one with a character that JSON does not allow',
      scan.source,
      start + 1,
    );
  scan.tokens.push({ kind, text, reached: start + 1, end: scan.at });
}

function decode(literal: string): string | undefined {
  try {
    return JSON.parse(literal) as string;
  } catch {
    return undefined;
  }
}

function mark(scan: Scan, kind: '{' | '}' | '[' | ']'): void {
  scan.at += 1;
  push(scan, kind, kind);
}

function push(scan: Scan, kind: PatternToken['kind'], text: string): void {
  scan.tokens.push({ kind, text, reached: scan.at, end: scan.at });
}

function take(scan: Scan, expression: RegExp): string | undefined {
  expression.lastIndex = scan.at;
  const found = expression.exec(scan.source)?.[0];
  if (found !== undefined) scan.at += found.length;
  return found;
}

function skip(scan: Scan): void {
  while (' \t\n\r'.includes(scan.source[scan.at] ?? 'x')) scan.at += 1;
}

function unexpected(scan: Scan, expected: string): Error {
  const character = scan.source[scan.at];
  if (character === undefined)
    return invalidPattern(`Unexpected end-of-input: was expecting ${expected}`, scan.source, scan.at);
  const shown = `'${character}' (code ${character.codePointAt(0)})`;
  return invalidPattern(`Unexpected character (${shown}): was expecting ${expected}`, scan.source, scan.at);
}
