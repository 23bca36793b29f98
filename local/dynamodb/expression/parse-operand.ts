import type { Operand } from './condition.ts';
import type { Cursor } from './cursor.ts';
import { isFunctionCall, misplacedFunction } from './function-call.ts';
import { parsePath } from './parse-path.ts';

/** A path, a `:value` or `size(path)`. */
export function parseOperand(cursor: Cursor): Operand {
  const token = cursor.peek();
  if (token.type === 'value') {
    cursor.next();
    return { kind: 'value', value: cursor.placeholders.value(token.text, cursor.kind) };
  }
  if (!isFunctionCall(cursor)) return { kind: 'path', path: parsePath(cursor) };
  if (token.text !== 'size') throw misplacedFunction(cursor, token.text);
  cursor.next();
  cursor.expectSymbol('(');
  if (cursor.peek().type === 'value')
    throw cursor.error('The operator or function requires a document path; operator or function: size');
  const path = parsePath(cursor);
  cursor.expectSymbol(')');
  return { kind: 'size', path };
}
