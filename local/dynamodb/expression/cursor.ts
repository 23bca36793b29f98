import type { AwsError } from '../../endpoint/aws-error.ts';
import { expressionError } from './expression-error.ts';
import type { ExpressionKind } from './expression-kind.ts';
import type { Placeholders } from './placeholders.ts';
import { tokenize, type Token } from './tokenize.ts';

/** A place in the tokens of one expression, moved on by the parsers. */
export type Cursor = {
  readonly kind: ExpressionKind;
  readonly placeholders: Placeholders;
  peek(ahead?: number): Token;
  next(): Token;
  /** Moves over the symbol if it comes next. */
  takeSymbol(symbol: string): boolean;
  /** Moves over the keyword, in any case, if it comes next. */
  takeKeyword(keyword: string): boolean;
  isKeyword(keyword: string): boolean;
  /** @throws {AwsError} ValidationException unless the symbol comes next. */
  expectSymbol(symbol: string): void;
  /** @throws {AwsError} ValidationException unless everything is read. */
  expectEnd(): void;
  /** The syntax error at the next token. */
  syntaxError(): AwsError;
  /** An error that names the expression. */
  error(message: string): AwsError;
};

export function createCursor(text: string, kind: ExpressionKind, placeholders: Placeholders): Cursor {
  const tokens = tokenize(text, kind);
  const end = tokens[tokens.length - 1] as Token;
  let position = 0;
  const tokenAt = (index: number): Token => tokens[index] ?? end;
  const cursor: Cursor = {
    kind,
    placeholders,
    peek: (ahead = 0) => tokenAt(position + ahead),
    next: () => tokenAt(position++),
    takeSymbol(symbol) {
      const token = tokenAt(position);
      if (token.type !== 'symbol' || token.text !== symbol) return false;
      position += 1;
      return true;
    },
    takeKeyword(keyword) {
      if (!cursor.isKeyword(keyword)) return false;
      position += 1;
      return true;
    },
    isKeyword(keyword) {
      const token = tokenAt(position);
      return token.type === 'word' && token.text.toUpperCase() === keyword;
    },
    expectSymbol(symbol) {
      if (!cursor.takeSymbol(symbol)) throw cursor.syntaxError();
    },
    expectEnd() {
      if (tokenAt(position).type !== 'end') throw cursor.syntaxError();
    },
    syntaxError() {
      const token = tokenAt(position);
      const from = tokenAt(Math.max(0, position - 1)).at;
      const after = tokenAt(position + 1);
      const near = text.slice(from, after.at + after.text.length);
      return expressionError(kind, `Syntax error; token: "${token.text || '<EOF>'}", near: "${near}"`);
    },
    error: (message) => expressionError(kind, message),
  };
  return cursor;
}
