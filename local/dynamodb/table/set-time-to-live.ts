import { transaction } from '../../storage/transaction.ts';
import type { Item } from '../item/attribute-value.ts';
import type { Store } from '../storage/store.ts';
import { expiryOf } from '../storage/write-item.ts';
import { saveTable } from './save-table.ts';
import type { Table } from './table.ts';

/** Makes `attribute` the one that expires items, or with `undefined` none; items that are there follow at once. */
export function setTimeToLive(store: Store, table: Table, attribute: string | undefined): Table {
  const { timeToLive: before, ...rest } = table.definition;
  if (before === attribute) return table;
  return transaction(store.context.database, () => {
    store
      .statement('UPDATE ddb_item SET expires_at = NULL WHERE table_number = ? AND expires_at IS NOT NULL')
      .run(table.number);
    if (attribute !== undefined) markExpiries(store, table, attribute);
    return saveTable(store, table, { ...rest, ...(attribute !== undefined && { timeToLive: attribute }) });
  });
}

function markExpiries(store: Store, table: Table, attribute: string): void {
  const items = store.statement('SELECT row, item FROM ddb_item WHERE table_number = ?').all(table.number);
  const mark = store.statement('UPDATE ddb_item SET expires_at = ? WHERE row = ?');
  for (const found of items) {
    const expiresAt = expiryOf(attribute, JSON.parse(String(found['item'])) as Item);
    if (expiresAt !== null) mark.run(expiresAt, Number(found['row']));
  }
}
