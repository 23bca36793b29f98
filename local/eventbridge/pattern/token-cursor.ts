import { invalidPattern } from './invalid-pattern.ts';
import type { PatternToken } from './tokenize-pattern.ts';

/** Walks over a pattern's tokens and refuses at the place it has reached. */
export type TokenCursor = {
  next(): PatternToken;
  /** The current string or number as text; from now on it counts as read. */
  read(): string;
  /** @throws {AwsError} `InvalidEventPatternException`, always. */
  refuse(reason: string): never;
};

export function tokenCursor(source: string, tokens: readonly PatternToken[]): TokenCursor {
  let index = -1;
  let wasRead = false;
  const current = (): PatternToken => {
    const token = tokens[index];
    if (!token) throw invalidPattern('Unexpected end-of-input', source, source.length);
    return token;
  };
  return {
    next() {
      index += 1;
      wasRead = false;
      return current();
    },
    read() {
      wasRead = true;
      return current().text;
    },
    refuse(reason) {
      // After a field's name the engine's parser has already looked at the value that follows.
      const seen = current().kind === 'name' ? (tokens[index + 1] ?? current()) : current();
      throw invalidPattern(reason, source, wasRead && seen === current() ? seen.end : seen.reached);
    },
  };
}
