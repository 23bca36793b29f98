import { expressionError } from './expression-error.ts';
import type { ExpressionKind } from './expression-kind.ts';

export type Token = {
  readonly type: 'word' | 'name' | 'value' | 'number' | 'symbol' | 'end';
  readonly text: string;
  /** Where it stands in the expression. */
  readonly at: number;
};

const TOKEN =
  /\s*(?:(?<word>[A-Za-z][A-Za-z0-9_]*)|(?<name>#[A-Za-z0-9_]+)|(?<value>:[A-Za-z0-9_]+)|(?<number>\d+)|(?<symbol><>|<=|>=|[=<>()[\],.+-])|(?<end>$))/uy;
const TYPES = ['word', 'name', 'value', 'number', 'symbol', 'end'] as const;
const MOST_BYTES = 4096;

/**
 * The tokens of an expression, the last of them `end`.
 * @throws {AwsError} ValidationException for an empty or overlong expression and for a character that fits nowhere.
 */
export function tokenize(text: string, kind: ExpressionKind): readonly Token[] {
  if (text.trim() === '') throw expressionError(kind, 'The expression can not be empty;');
  if (Buffer.byteLength(text) > MOST_BYTES)
    throw expressionError(kind, 'Expression size has exceeded the maximum allowed size;');
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    const token = tokenAt(text, at);
    if (!token) throw strangeCharacter(text, at, kind);
    tokens.push(token);
    if (token.type === 'end') return tokens;
    at = token.at + token.text.length;
  }
}

function tokenAt(text: string, at: number): Token | undefined {
  TOKEN.lastIndex = at;
  const groups = TOKEN.exec(text)?.groups;
  if (!groups) return undefined;
  for (const type of TYPES) {
    const found = groups[type];
    if (found !== undefined) return { type, text: found, at: TOKEN.lastIndex - found.length };
  }
  return undefined;
}

function strangeCharacter(text: string, from: number, kind: ExpressionKind) {
  const at = from + (/^\s*/.exec(text.slice(from))?.[0].length ?? 0);
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  const near = text.slice(Math.max(0, from - 10), at + 10).trim();
  return expressionError(kind, `Syntax error; token: "${character}", near: "${near}"`);
}
