import type { AttributeType } from '../item/attribute-value.ts';
import { typeOf } from '../item/type-of.ts';
import type { Cursor } from './cursor.ts';
import { isFunctionCall, misplacedFunction } from './function-call.ts';
import { parsePath } from './parse-path.ts';
import type { SetOperand, SetValue } from './update.ts';

/** The right side of a SET action: an operand, or two of them added or subtracted. */
export function parseSetValue(cursor: Cursor): SetValue {
  if (cursor.takeSymbol('(')) {
    const value = parseSetValue(cursor);
    cursor.expectSymbol(')');
    return value;
  }
  const left = parseSetOperand(cursor);
  const kind = cursor.takeSymbol('+') ? '+' : cursor.takeSymbol('-') ? '-' : undefined;
  if (!kind) return left;
  const right = parseSetOperand(cursor);
  for (const operand of [left, right]) checkType(cursor, operand, { type: 'N', operator: kind });
  return { kind, left, right };
}

function parseSetOperand(cursor: Cursor): SetOperand {
  const token = cursor.peek();
  if (token.type === 'value') {
    cursor.next();
    return { kind: 'value', value: cursor.placeholders.value(token.text, cursor.kind) };
  }
  return isFunctionCall(cursor) ? parseFunction(cursor) : { kind: 'path', path: parsePath(cursor) };
}

function parseFunction(cursor: Cursor): SetOperand {
  const name = cursor.next().text;
  if (name !== 'if_not_exists' && name !== 'list_append') throw misplacedFunction(cursor, name);
  const [first, second] = parseTwo(cursor, name);
  if (name === 'list_append') {
    for (const operand of [first, second]) checkType(cursor, operand, { type: 'L', operator: name });
    return { kind: 'list_append', first, second };
  }
  if (first.kind === 'path') return { kind: 'if_not_exists', path: first.path, otherwise: second };
  throw cursor.error(`The operator or function requires a document path; operator or function: ${name}`);
}

function parseTwo(cursor: Cursor, name: string): readonly [SetOperand, SetOperand] {
  cursor.expectSymbol('(');
  const operands: SetOperand[] = [];
  do operands.push(parseSetOperand(cursor));
  while (cursor.takeSymbol(','));
  cursor.expectSymbol(')');
  const [first, second] = operands;
  if (first && second && operands.length === 2) return [first, second];
  throw cursor.error(
    `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${operands.length}`,
  );
}

function checkType(
  cursor: Cursor,
  operand: SetOperand,
  rule: { type: AttributeType; operator: string },
): void {
  if (operand.kind !== 'value' || typeOf(operand.value) === rule.type) return;
  throw cursor.error(
    `Incorrect operand type for operator or function; operator or function: ${rule.operator}, operand type: ${typeOf(operand.value)}`,
  );
}
