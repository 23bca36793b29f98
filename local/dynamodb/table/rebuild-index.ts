import type { Item } from '../item/attribute-value.ts';
import { indexEntryOf } from '../storage/index-entries.ts';
import type { Store } from '../storage/store.ts';
import type { Index, Table } from './table.ts';

/** Fills a new index from the table's items; an item without the index's keys stays out. */
export function rebuildIndex(store: Store, table: Table, index: Index): void {
  const insert = store.statement('INSERT INTO ddb_index_entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const items = store.statement('SELECT row, pk, sk, item FROM ddb_item WHERE table_number = ?');
  for (const found of items.iterate(table.number)) {
    const entry = indexEntryOf(index, JSON.parse(String(found['item'])) as Item);
    if (!entry) continue;
    const { pk, sk, row } = found as { pk: Uint8Array; sk: Uint8Array; row: number };
    insert.run(table.number, index.number, entry.pk, entry.sk, pk, sk, row, entry.size);
  }
}

export function dropIndex(store: Store, table: Table, index: Index): void {
  store
    .statement('DELETE FROM ddb_index_entry WHERE table_number = ? AND index_number = ?')
    .run(table.number, index.number);
}
