import { transaction } from '../../storage/transaction.ts';
import type { Store } from '../storage/store.ts';
import { validationError } from '../validation-error.ts';
import type { Table } from './table.ts';

/**
 * Removes a table with its items and indexes.
 * @throws {AwsError} ValidationException while it is protected against deletion.
 */
export function removeTable(store: Store, table: Table): void {
  if (table.definition.deletionProtection)
    throw validationError(
      `Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first. Table: ${table.name}`,
    );
  transaction(store.context.database, () => {
    for (const from of ['ddb_index_entry', 'ddb_item'])
      store.statement(`DELETE FROM ${from} WHERE table_number = ?`).run(table.number);
    store.statement('DELETE FROM ddb_table WHERE number = ?').run(table.number);
  });
}
