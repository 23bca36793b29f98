import { typeOf } from '../item/type-of.ts';
import type { Operand } from './condition.ts';
import type { Cursor } from './cursor.ts';

/** Refuses a value that has no order where an operator needs one; what a path holds is seen only later. */
export function checkOrderable(cursor: Cursor, operator: string, operand: Operand): void {
  checkType(cursor, operand, { types: ['S', 'N', 'B'], named: `operator: ${operator}` });
}

/** Refuses a value that cannot begin with anything. */
export function checkBeginning(cursor: Cursor, operand: Operand): void {
  checkType(cursor, operand, { types: ['S', 'B'], named: 'operator or function: begins_with' });
}

function checkType(
  cursor: Cursor,
  operand: Operand,
  rule: { types: readonly string[]; named: string },
): void {
  const type = operand.kind === 'value' ? typeOf(operand.value) : operand.kind === 'size' ? 'N' : undefined;
  if (type !== undefined && !rule.types.includes(type))
    throw cursor.error(
      `Incorrect operand type for operator or function; ${rule.named}, operand type: ${type}`,
    );
}
