import { transaction } from '../../storage/transaction.ts';
import { attributeOf } from '../item/attribute-of.ts';
import type { Item } from '../item/attribute-value.ts';
import type { Key } from '../item/parse-key.ts';
import { itemSize } from '../item/item-size.ts';
import { valuesEqual } from '../item/values-equal.ts';
import type { Index, Table } from '../table/table.ts';
import { indexEntryOf, type IndexEntry } from './index-entries.ts';
import type { StoredItem } from './read-item.ts';
import type { Store } from './store.ts';

/** One item before and after: `after` of `undefined` deletes it. */
export type Change = {
  readonly table: Table;
  readonly key: Key;
  readonly before: StoredItem | undefined;
  readonly after: Item | undefined;
};

/** The write units that a change cost, before they are doubled in a transaction. */
export type WriteCost = {
  readonly table: Table;
  readonly units: number;
  readonly indexes: readonly { readonly index: Index; readonly units: number }[];
};

const WRITE_UNIT_BYTES = 1024;

/** Writes a checked change and all of its index entries in one transaction, and says what it cost. */
export function writeItem(store: Store, change: Change): WriteCost {
  return transaction(store.context.database, () => {
    const size = change.after ? itemSize(change.after) : 0;
    const row = change.after ? saveItem(store, change, size) : removeItem(store, change);
    const indexes = change.table.indexes.flatMap((index) => {
      const units = writeIndex(store, change, { index, row });
      return units > 0 ? [{ index, units }] : [];
    });
    return { table: change.table, units: writeUnits(change.before?.size ?? 0, size), indexes };
  });
}

/** A write counts the larger of the item before and after it. */
export function writeUnits(before: number, after: number): number {
  return Math.max(1, Math.ceil(Math.max(before, after) / WRITE_UNIT_BYTES));
}

/** The second at which the item expires, where the table has that and the attribute is a number. */
export function expiryOf(attribute: string | undefined, item: Item): number | null {
  const value = attribute === undefined ? undefined : attributeOf(item, attribute);
  if (!value || !('N' in value)) return null;
  const second = Math.floor(Number(value.N));
  return Number.isSafeInteger(second) ? second : null;
}

function saveItem(store: Store, change: Change, size: number): number {
  const { table, key, before, after } = change;
  const expiresAt = expiryOf(table.definition.timeToLive, after ?? {});
  const text = JSON.stringify(after);
  if (before) {
    store
      .statement('UPDATE ddb_item SET size = ?, expires_at = ?, item = ? WHERE row = ?')
      .run(size, expiresAt, text, before.row);
    return before.row;
  }
  const saved = store
    .statement(
      'INSERT INTO ddb_item (table_number, pk, sk, size, expires_at, item) VALUES (?, ?, ?, ?, ?, ?)',
    )
    .run(table.number, key.pk, key.sk, size, expiresAt, text);
  return Number(saved.lastInsertRowid);
}

function removeItem(store: Store, { before }: Change): number {
  if (!before) return 0;
  store.statement('DELETE FROM ddb_item WHERE row = ?').run(before.row);
  return before.row;
}

function writeIndex(store: Store, change: Change, target: { index: Index; row: number }): number {
  const { index, row } = target;
  const before = change.before && indexEntryOf(index, change.before.item);
  const after = change.after && indexEntryOf(index, change.after);
  if (before && after && sameKey(before, after)) {
    if (valuesEqual({ M: before.item }, { M: after.item })) return 0;
    if (before.size !== after.size) putEntry(store, change, { ...target, entry: after });
    return writeUnits(before.size, after.size);
  }
  if (before) deleteEntry(store, change, { index, row, entry: before });
  if (after) putEntry(store, change, { index, row, entry: after });
  return (before ? writeUnits(before.size, 0) : 0) + (after ? writeUnits(0, after.size) : 0);
}

type EntryTarget = { readonly index: Index; readonly row: number; readonly entry: IndexEntry };

function putEntry(store: Store, { table, key }: Change, { index, row, entry }: EntryTarget): void {
  store
    .statement('INSERT OR REPLACE INTO ddb_index_entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
    .run(table.number, index.number, entry.pk, entry.sk, key.pk, key.sk, row, entry.size);
}

function deleteEntry(store: Store, { table, key }: Change, { index, entry }: EntryTarget): void {
  store
    .statement(
      'DELETE FROM ddb_index_entry WHERE table_number = ? AND index_number = ? AND pk = ? AND sk = ? AND item_pk = ? AND item_sk = ?',
    )
    .run(table.number, index.number, entry.pk, entry.sk, key.pk, key.sk);
}

function sameKey(left: IndexEntry, right: IndexEntry): boolean {
  return Buffer.compare(left.pk, right.pk) === 0 && Buffer.compare(left.sk, right.sk) === 0;
}
