import type { AwsError } from '../../endpoint/aws-error.ts';
import type { Cursor } from './cursor.ts';

const CONDITIONS = ['attribute_exists', 'attribute_not_exists', 'attribute_type', 'begins_with', 'contains'];
const UPDATES = ['if_not_exists', 'list_append'];

/** Whether a word and an opening parenthesis come next. */
export function isFunctionCall(cursor: Cursor): boolean {
  return cursor.peek().type === 'word' && cursor.peek(1).text === '(';
}

/** Why a function cannot stand where it does: it does not exist, belongs to other expressions, or is no operand. */
export function misplacedFunction(cursor: Cursor, name: string): AwsError {
  const isUpdate = cursor.kind === 'UpdateExpression';
  if (![...CONDITIONS, ...UPDATES, 'size'].includes(name))
    return cursor.error(`Invalid function name; function: ${name}`);
  if (UPDATES.includes(name) !== isUpdate)
    return cursor.error(
      `The function is not allowed in ${isUpdate ? 'an update' : 'a condition'} expression; function: ${name}`,
    );
  return cursor.error(`The function is not allowed to be used this way in an expression; function: ${name}`);
}
