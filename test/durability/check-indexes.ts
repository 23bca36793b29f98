import assert from 'node:assert/strict';
import type { Item, Tables } from './read-tables.ts';

type KeySchema = readonly { readonly AttributeName: string; readonly KeyType: 'HASH' | 'RANGE' }[];

type Index = {
  readonly IndexName: string;
  readonly KeySchema: KeySchema;
  readonly Projection: { readonly ProjectionType: string; readonly NonKeyAttributes?: readonly string[] };
};

type Table = {
  readonly TableName: string;
  readonly KeySchema: KeySchema;
  readonly GlobalSecondaryIndexes?: readonly Index[];
};

/**
 * Holds every index of every table against the table's items: asked partition by partition and scanned.
 * @returns how many entries were compared
 * @throws {AssertionError} where an entry is missing, stale or left over
 */
export function checkIndexes(tables: Tables): number {
  let entries = 0;
  const { TableNames } = tables.call('ListTables', {}) as { TableNames: readonly string[] };
  for (const TableName of TableNames) {
    const { Table } = tables.call('DescribeTable', { TableName }) as { Table: Table };
    const items = tables.all('Scan', { TableName, ConsistentRead: true });
    for (const index of Table.GlobalSecondaryIndexes ?? [])
      entries += checkIndex(tables, Table, index, items);
  }
  return entries;
}

function checkIndex(tables: Tables, table: Table, index: Index, items: readonly Item[]): number {
  const { TableName } = table;
  const { IndexName } = index;
  const keys = names(index.KeySchema);
  const indexed = items.filter((item) => keys.every((name) => item[name] !== undefined));
  const expected = indexed.map((item) => projected(item, table, index)).toSorted();
  const [hash = ''] = keys;
  const partitions = new Map(indexed.map((item) => [JSON.stringify(item[hash]), item[hash]]));
  const queried = [...partitions.values()].flatMap((value) =>
    tables.all('Query', {
      TableName,
      IndexName,
      KeyConditionExpression: '#hash = :hash',
      ExpressionAttributeNames: { '#hash': hash },
      ExpressionAttributeValues: { ':hash': value },
    }),
  );
  const scanned = tables.all('Scan', { TableName, IndexName });
  for (const [how, found] of Object.entries({ queried, scanned }))
    assert.deepEqual(found.map(sorted).toSorted(), expected, `${IndexName} of ${TableName}, ${how}`);
  return expected.length;
}

function projected(item: Item, table: Table, { KeySchema, Projection }: Index): string {
  if (Projection.ProjectionType === 'ALL') return sorted(item);
  const kept = new Set([
    ...names(table.KeySchema),
    ...names(KeySchema),
    ...(Projection.NonKeyAttributes ?? []),
  ]);
  return sorted(Object.fromEntries(Object.entries(item).filter(([name]) => kept.has(name))));
}

function names(schema: KeySchema): readonly string[] {
  return schema.map(({ AttributeName }) => AttributeName);
}

function sorted(item: Item): string {
  return JSON.stringify(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
