import { comparableNumber } from './comparable-number.ts';
import type { ValueTest } from './compiled-pattern.ts';
import type { PatternToken } from './tokenize-pattern.ts';
import type { TokenCursor } from './token-cursor.ts';

/**
 * Compiles `"numeric": [">", 0, "<=", 5]`; the cursor stands on the operator's name.
 * @throws {AwsError} `InvalidEventPatternException`
 */
export function compileNumeric(cursor: TokenCursor): ValueTest {
  if (cursor.next().kind !== '[') cursor.refuse('Value of numeric must be an array.');
  const range = readRange(cursor);
  if (cursor.next().kind !== '}') cursor.refuse('Too many elements in numeric expression');
  return { kind: 'other', accepts: ({ number }) => number !== undefined && range(number) };
}

/**
 * The current token's number in millionths.
 * @throws {AwsError} `InvalidEventPatternException` beyond the range that AWS compares
 */
export function readComparable(cursor: TokenCursor): number {
  const number = comparableNumber(cursor.read());
  return number ?? cursor.refuse('Value must be between -5.0E9 and 5.0E9, inclusive');
}

type Range = (number: number) => boolean;

function readRange(cursor: TokenCursor): Range {
  const token = cursor.next();
  if (token.kind !== 'string') cursor.refuse(`Invalid member in numeric match: ${cursor.read()}`);
  const operator = cursor.read();
  if (!OPERATORS.has(operator)) return cursor.refuse(`Unrecognized numeric range operator: ${operator}`);
  const value = readOperand(cursor, operator === '=' ? 'equals' : operator);
  const compare = comparison(operator, value);
  const next = cursor.next();
  if (next.kind === ']') return compare;
  if (operator !== '>' && operator !== '>=') return cursor.refuse('Too many elements in numeric expression');
  const upper = readUpper(cursor, next, value);
  return (number) => compare(number) && upper(number);
}

function readUpper(cursor: TokenCursor, token: PatternToken, bottom: number): Range {
  if (token.kind !== 'string') return cursor.refuse(`Bad value in numeric range: ${cursor.read()}`);
  const operator = cursor.read();
  if (operator !== '<' && operator !== '<=') return cursor.refuse(`Bad numeric range operator: ${operator}`);
  const top = readOperand(cursor, operator);
  if (cursor.next().kind !== ']') cursor.refuse('Too many terms in numeric range expression');
  if (bottom >= top) cursor.refuse('Bottom must be less than top');
  return comparison(operator, top);
}

function readOperand(cursor: TokenCursor, operator: string): number {
  if (cursor.next().kind !== 'number') cursor.refuse(`Value of ${operator} must be numeric`);
  return readComparable(cursor);
}

const OPERATORS = new Set(['=', '<', '<=', '>', '>=']);

function comparison(operator: string, value: number): Range {
  switch (operator) {
    case '<':
      return (number) => number < value;
    case '<=':
      return (number) => number <= value;
    case '>':
      return (number) => number > value;
    case '>=':
      return (number) => number >= value;
    default:
      return (number) => number === value;
  }
}
