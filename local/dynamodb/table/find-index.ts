import type { JsonObject } from '../../endpoint/operation.ts';
import { readBoolean, readString } from '../input.ts';
import { validationError } from '../validation-error.ts';
import type { Index, Table } from './table.ts';

/**
 * The index that a query or a scan names, if any.
 * @throws {AwsError} ValidationException when there is none of that name, or a global one is to be read consistently.
 */
export function findIndex(table: Table, input: JsonObject): Index | undefined {
  const name = readString(input, 'IndexName');
  if (name === undefined) return undefined;
  const index = table.indexes.find((each) => each.name === name);
  if (!index) throw validationError(`The table does not have the specified index: ${name}`);
  if (index.kind === 'global' && readBoolean(input, 'ConsistentRead'))
    throw validationError('Consistent reads are not supported on global secondary indexes');
  return index;
}
