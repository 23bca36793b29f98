import { transaction } from '../../storage/transaction.ts';
import type { Item } from '../item/attribute-value.ts';
import { keyOf } from '../item/parse-key.ts';
import { findTable } from '../table/find-table.ts';
import type { Table } from '../table/table.ts';
import type { Store } from './store.ts';
import { writeItem } from './write-item.ts';

/** Expired items stay readable for at least this long, as they do on AWS for up to days: readers must filter. */
const LINGER_SECONDS = 60;
/** AWS leaves items alone that expired longer ago, taking them for mistakes. */
const FORGOTTEN_SECONDS = 5 * 365 * 86_400;
/** So that a sweep never holds up requests for long. */
const MOST_AT_ONCE = 500;

/** Deletes items that have been expired for a while, with their index entries. Returns how many. */
export function sweepExpired(store: Store): number {
  const names = store.statement('SELECT name FROM ddb_table ORDER BY name').all();
  const tables = names.flatMap((row) => findTable(store, String(row['name'])) ?? []);
  return transaction(store.context.database, () =>
    tables
      .filter(({ definition }) => definition.timeToLive !== undefined)
      .reduce((deleted, table) => deleted + sweepTable(store, table, MOST_AT_ONCE - deleted), 0),
  );
}

function sweepTable(store: Store, table: Table, most: number): number {
  const now = Math.floor(store.context.now() / 1000);
  const expired = store
    .statement(
      'SELECT row, size, item FROM ddb_item WHERE table_number = ? AND expires_at BETWEEN ? AND ? LIMIT ?',
    )
    .all(table.number, now - FORGOTTEN_SECONDS, now - LINGER_SECONDS, most);
  for (const found of expired) {
    const item = JSON.parse(String(found['item'])) as Item;
    const before = { row: Number(found['row']), size: Number(found['size']), item };
    writeItem(store, { table, key: keyOf(table.keyAttributes, item), before, after: undefined });
  }
  return expired.length;
}
