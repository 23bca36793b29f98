import type { SQLInputValue } from 'node:sqlite';
import type { Index, Table } from '../table/table.ts';
import type { Store } from './store.ts';

/** A stretch of a table or an index, in key order or against it. */
export type PageRequest = {
  readonly table: Table;
  readonly index?: Index | undefined;
  /** The one partition of a query; without it the stretch is a scan. */
  readonly partition?: Uint8Array | undefined;
  readonly lower?: Bound | undefined;
  readonly upper?: Bound | undefined;
  /** A scan's range of partitions: from this one to before that one. */
  readonly segment?: { readonly from: Uint8Array; readonly to?: Uint8Array | undefined } | undefined;
  readonly after?: Position | undefined;
  readonly forward: boolean;
  readonly limit?: number | undefined;
};

/** A bound of the sort key. */
export type Bound = { readonly sk: Uint8Array; readonly inclusive: boolean };

/** Where the page before ended; the item's own key tells entries of an index apart. */
export type Position = {
  readonly pk: Uint8Array;
  readonly sk: Uint8Array;
  readonly itemPk: Uint8Array;
  readonly itemSk: Uint8Array;
};

export type Page = {
  readonly rows: readonly PageRow[];
  /** Whether it ended at the limit or at 1 MB, so that there may be more. */
  readonly cut: boolean;
};

export type PageRow = {
  /** What the read counts: the item's size, or its entry's in an index. */
  readonly size: number;
  /** The whole item's size. */
  readonly itemSize: number;
  readonly text: string;
};

const MOST_BYTES = 1024 * 1024;

export function readPage(store: Store, request: PageRequest): Page {
  const { sql, values } = pageStatement(request);
  const rows: PageRow[] = [];
  let bytes = 0;
  for (const found of store.statement(sql).iterate(...values)) {
    const row = {
      size: Number(found['size']),
      itemSize: Number(found['item_size']),
      text: String(found['item']),
    };
    if (bytes + row.size > MOST_BYTES) return { rows, cut: true };
    bytes += row.size;
    rows.push(row);
    if (rows.length === request.limit) return { rows, cut: true };
  }
  return { rows, cut: false };
}

/** The statement that reads a page; every form of it is answered by one walk along a key. */
export function pageStatement(request: PageRequest): { sql: string; values: SQLInputValue[] } {
  const { table, index, after, forward } = request;
  const where: string[] = [index ? 'e.table_number = ? AND e.index_number = ?' : 'i.table_number = ?'];
  const values: SQLInputValue[] = index ? [table.number, index.number] : [table.number];
  const add = (condition: string, ...bound: SQLInputValue[]): void => {
    where.push(condition);
    values.push(...bound);
  };
  const alias = index ? 'e' : 'i';
  addBounds(request, alias, add);
  const order = [...(request.partition ? [] : ['pk']), 'sk', ...(index ? ['item_pk', 'item_sk'] : [])].map(
    (column) => `${alias}.${column}`,
  );
  if (after) {
    const position = [after.pk, after.sk, ...(index ? [after.itemPk, after.itemSk] : [])];
    const from = request.partition ? position.slice(1) : position;
    add(`(${order.join(', ')}) ${forward ? '>' : '<'} (${from.map(() => '?').join(', ')})`, ...from);
  }
  const columns = `${alias}.size AS size, i.size AS item_size, i.item AS item`;
  // CROSS JOIN keeps SQLite from walking the items and looking up the entries.
  const source = index
    ? 'ddb_index_entry e CROSS JOIN ddb_item i ON i.row = e.item_row'
    : 'ddb_item i INDEXED BY ddb_item_key';
  const direction = forward ? 'ASC' : 'DESC';
  return {
    sql: `SELECT ${columns} FROM ${source} WHERE ${where.join(' AND ')} ORDER BY ${order.map((column) => `${column} ${direction}`).join(', ')}`,
    values,
  };
}

/** A bound that the start of the page implies is left out, so that SQLite seeks to the start and not to the bound. */
function addBounds(
  request: PageRequest,
  alias: string,
  add: (condition: string, ...bound: SQLInputValue[]) => void,
): void {
  const { partition, lower, upper, segment, after, forward } = request;
  if (partition) add(`${alias}.pk = ?`, partition);
  if (segment && !after) add(`${alias}.pk >= ?`, segment.from);
  if (segment?.to) add(`${alias}.pk < ?`, segment.to);
  if (lower && !(after && forward)) add(`${alias}.sk ${lower.inclusive ? '>=' : '>'} ?`, lower.sk);
  if (upper && !(after && !forward)) add(`${alias}.sk ${upper.inclusive ? '<=' : '<'} ?`, upper.sk);
}
