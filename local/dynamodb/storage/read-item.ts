import type { Item } from '../item/attribute-value.ts';
import type { Key } from '../item/parse-key.ts';
import type { Table } from '../table/table.ts';
import type { Store } from './store.ts';

/** An item as it is in the database. */
export type StoredItem = { readonly row: number; readonly size: number; readonly item: Item };

export function readItem(store: Store, table: Table, key: Key): StoredItem | undefined {
  const found = store
    .statement('SELECT row, size, item FROM ddb_item WHERE table_number = ? AND pk = ? AND sk = ?')
    .get(table.number, key.pk, key.sk);
  if (!found) return undefined;
  return {
    row: Number(found['row']),
    size: Number(found['size']),
    item: JSON.parse(String(found['item'])) as Item,
  };
}
