import { type AttributeValue, BatchGetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';

export type Row = Readonly<Record<string, unknown>>;
export type RowKey = { readonly pk: string; readonly sk: string };
export type TableKey = RowKey & { readonly table: string };

/** What one BatchGetItem takes. */
const MOST_KEYS = 100;
const TRIES = 5;
const FIRST_WAIT_MS = 50;

type Keys = Record<string, { Keys: Record<string, AttributeValue>[]; ConsistentRead: true }>;

/**
 * Reads rows of any tables together and consistently, 100 a call, each once however often it is asked for; what DynamoDB
 * hands back unprocessed is tried again.
 * @returns what there is of a key, if anything
 * @throws {Error} if some are still not read after five tries.
 */
export async function getAll(
  dynamodb: DynamoDBClient,
  keys: readonly TableKey[],
): Promise<(key: TableKey) => Row | undefined> {
  const distinct = [...new Map(keys.map((key) => [idOf(key), key])).values()];
  const found = new Map<string, Row>();
  const calls: Promise<void>[] = [];
  for (let from = 0; from < distinct.length; from += MOST_KEYS)
    calls.push(getSome(dynamodb, distinct.slice(from, from + MOST_KEYS), found));
  await Promise.all(calls);
  return (key) => found.get(idOf(key));
}

async function getSome(dynamodb: DynamoDBClient, keys: readonly TableKey[], found: Map<string, Row>) {
  let left = byTable(keys);
  for (let tries = 0; Object.keys(left).length > 0; tries++) {
    if (tries === TRIES) throw new Error(`DynamoDB left keys of ${Object.keys(left).join(' and ')} unread.`);
    if (tries > 0) await new Promise((resolve) => setTimeout(resolve, FIRST_WAIT_MS * 2 ** tries));
    const { Responses = {}, UnprocessedKeys = {} } = await dynamodb.send(
      new BatchGetItemCommand({ RequestItems: left }),
    );
    for (const [table, items] of Object.entries(Responses))
      for (const row of items.map((item) => unmarshall(item) as Row & RowKey))
        found.set(idOf({ ...row, table }), row);
    left = UnprocessedKeys as Keys;
  }
}

function byTable(keys: readonly TableKey[]): Keys {
  const all: Keys = {};
  for (const { table, pk, sk } of keys)
    (all[table] ??= { Keys: [], ConsistentRead: true }).Keys.push(marshall({ pk, sk }));
  return all;
}

/** No part of a key has a space. */
function idOf({ table, pk, sk }: TableKey): string {
  return `${table} ${pk} ${sk}`;
}
