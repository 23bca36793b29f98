import type { JsonObject } from '../endpoint/operation.ts';
import { readObjects, required } from './input.ts';
import { validationError } from './validation-error.ts';

const MOST_ITEMS = 100;

/** @throws {AwsError} ValidationException unless there are 1 to 100. */
export function readTransactItems(input: JsonObject): readonly JsonObject[] {
  const items = required(readObjects(input, 'TransactItems'), 'TransactItems');
  if (items.length > 0 && items.length <= MOST_ITEMS) return items;
  throw validationError(
    `1 validation error detected: Value of length ${items.length} at 'transactItems' failed to satisfy constraint: Member must have length ${items.length === 0 ? 'greater than or equal to 1' : `less than or equal to ${MOST_ITEMS}`}`,
  );
}
