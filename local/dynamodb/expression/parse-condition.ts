import { valuesEqual } from '../item/values-equal.ts';
import { compareValues } from '../item/compare-values.ts';
import { typeOf } from '../item/type-of.ts';
import { checkOrderable } from './check-operand.ts';
import type { Comparator, Condition, Operand } from './condition.ts';
import { createCursor, type Cursor } from './cursor.ts';
import type { ExpressionKind } from './expression-kind.ts';
import { isFunctionCall } from './function-call.ts';
import { parseConditionFunction } from './parse-condition-function.ts';
import { parseOperand } from './parse-operand.ts';
import { pathToText } from './path.ts';
import type { Placeholders } from './placeholders.ts';

const COMPARATORS: ReadonlySet<string> = new Set(['=', '<>', '<', '<=', '>', '>=']);
const MOST_IN = 100;

/**
 * Parses a condition, a filter or a key condition; from loosest to tightest OR, AND, NOT.
 * @throws {AwsError} ValidationException
 */
export function parseCondition(text: string, kind: ExpressionKind, placeholders: Placeholders): Condition {
  const cursor = createCursor(text, kind, placeholders);
  const condition = parseOr(cursor);
  cursor.expectEnd();
  return condition;
}

function parseOr(cursor: Cursor): Condition {
  let left = parseAnd(cursor);
  while (cursor.takeKeyword('OR')) left = { kind: 'or', left, right: parseAnd(cursor) };
  return left;
}

function parseAnd(cursor: Cursor): Condition {
  let left = parseNot(cursor);
  while (cursor.takeKeyword('AND')) left = { kind: 'and', left, right: parseNot(cursor) };
  return left;
}

function parseNot(cursor: Cursor): Condition {
  if (cursor.takeKeyword('NOT')) return { kind: 'not', condition: parseNot(cursor) };
  if (cursor.takeSymbol('(')) return parseParenthesised(cursor);
  return parsePrimary(cursor);
}

function parseParenthesised(cursor: Cursor): Condition {
  const redundant = wrapsWhole(cursor);
  const condition = parseOr(cursor);
  cursor.expectSymbol(')');
  if (redundant) throw cursor.error('The expression has redundant parentheses;');
  return condition;
}

/** Whether what stands in these parentheses is one other pair of parentheses and nothing else. */
function wrapsWhole(cursor: Cursor): boolean {
  if (cursor.peek().text !== '(') return false;
  let depth = 0;
  for (let ahead = 0; cursor.peek(ahead).type !== 'end'; ahead += 1) {
    const { text } = cursor.peek(ahead);
    if (text === '(') depth += 1;
    if (text === ')') depth -= 1;
    if (depth === 0) return cursor.peek(ahead + 1).text === ')';
  }
  return false;
}

function parsePrimary(cursor: Cursor): Condition {
  if (isFunctionCall(cursor) && cursor.peek().text !== 'size') return parseConditionFunction(cursor);
  const operand = parseOperand(cursor);
  if (cursor.takeKeyword('BETWEEN')) return parseBetween(cursor, operand);
  if (cursor.takeKeyword('IN')) return parseIn(cursor, operand);
  const token = cursor.peek();
  if (token.type !== 'symbol' || !COMPARATORS.has(token.text)) throw cursor.syntaxError();
  cursor.next();
  return comparison(cursor, {
    comparator: token.text as Comparator,
    left: operand,
    right: parseOperand(cursor),
  });
}

function comparison(
  cursor: Cursor,
  parts: { comparator: Comparator; left: Operand; right: Operand },
): Condition {
  const { comparator, left, right } = parts;
  if (left.kind === 'path' && right.kind === 'path' && pathToText(left.path) === pathToText(right.path))
    throw cursor.error(
      `The first operand must be distinct from the remaining operands for this operator or function; operator: ${comparator}, first operand: ${pathToText(left.path)}`,
    );
  if (comparator !== '=' && comparator !== '<>') {
    checkOrderable(cursor, comparator, left);
    checkOrderable(cursor, comparator, right);
  }
  return { kind: 'compare', comparator, left, right };
}

function parseBetween(cursor: Cursor, operand: Operand): Condition {
  const low = parseOperand(cursor);
  if (!cursor.takeKeyword('AND')) throw cursor.syntaxError();
  const high = parseOperand(cursor);
  for (const each of [operand, low, high]) checkOrderable(cursor, 'BETWEEN', each);
  if (low.kind === 'value' && high.kind === 'value') checkBounds(cursor, low, high);
  return { kind: 'between', operand, low, high };
}

type ValueOperand = Extract<Operand, { kind: 'value' }>;

function checkBounds(cursor: Cursor, low: ValueOperand, high: ValueOperand): void {
  const shown = `lower bound operand: AttributeValue: ${show(low)}, upper bound operand: AttributeValue: ${show(high)}`;
  if (typeOf(low.value) !== typeOf(high.value))
    throw cursor.error(`The BETWEEN operator requires same data type for lower and upper bounds; ${shown}`);
  if (!valuesEqual(low.value, high.value) && (compareValues(low.value, high.value) ?? 0) > 0)
    throw cursor.error(
      `The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ${shown}`,
    );
}

function show({ value }: ValueOperand): string {
  return `{${typeOf(value)}:${Object.values(value).join('')}}`;
}

function parseIn(cursor: Cursor, operand: Operand): Condition {
  cursor.expectSymbol('(');
  const list: Operand[] = [];
  do list.push(parseOperand(cursor));
  while (cursor.takeSymbol(','));
  cursor.expectSymbol(')');
  if (list.length > MOST_IN)
    throw cursor.error(
      `The IN operator is provided with too many operands; number of operands: ${list.length}, allowed: ${MOST_IN}`,
    );
  return { kind: 'in', operand, list };
}
