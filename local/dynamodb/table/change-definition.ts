import { transaction } from '../../storage/transaction.ts';
import type { Store } from '../storage/store.ts';
import { dropIndex, rebuildIndex } from './rebuild-index.ts';
import { saveTable } from './save-table.ts';
import type { TableDefinition } from './table-definition.ts';
import type { Table } from './table.ts';

/** Gives a table another definition: what new indexes need is filled in, what removed ones held goes. */
export function changeDefinition(store: Store, table: Table, definition: TableDefinition): Table {
  return transaction(store.context.database, () => {
    const saved = saveTable(store, table, definition);
    for (const index of table.indexes)
      if (!hasIndex(definition, index.number)) dropIndex(store, table, index);
    for (const index of saved.indexes)
      if (!hasIndex(table.definition, index.number)) rebuildIndex(store, saved, index);
    return saved;
  });
}

function hasIndex({ indexes }: TableDefinition, number: number): boolean {
  return indexes.some((index) => index.number === number);
}
