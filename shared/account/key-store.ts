import {
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { updateAttributes } from '../storage/update-attributes.ts';
import { type ApiKey, hashKey } from './api-key.ts';

/**
 * The accounts' keys. A key is a row beside its account and an entry to find it by its hash; the entry is written
 * last and removed first, so that a crash between the two leaves a key that does not open anything, never one that
 * does and is not listed.
 */
export type KeyStore = {
  add(key: ApiKey): Promise<void>;
  /** Whose key this is and what it may do, by a consistent read: a removed key ends at once. */
  find(key: string): Promise<ApiKey | undefined>;
  get(accountId: string, id: string): Promise<ApiKey | undefined>;
  /** An account's keys in order of creation; `after` is the last id already seen. */
  list(accountId: string, page: KeyPageQuery): Promise<KeyPage>;
  /** Notes that a key is in use, to the hour: at most one time an hour anything is written. */
  markUsed(key: ApiKey): Promise<void>;
  /** A key that is already gone is no error. */
  remove(key: ApiKey): Promise<void>;
  /** Removes all keys of an account, those of portal sessions and those that have ended too. */
  removeAll(accountId: string): Promise<void>;
};

type KeyPageQuery = { readonly limit: number; readonly after?: string };

export type KeyPage = { readonly keys: readonly ApiKey[]; readonly next?: string };

export function createKeyStore(options: {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
  readonly now: () => number;
}): KeyStore {
  const { dynamodb, table, now } = options;

  const put = (item: Record<string, unknown>) =>
    dynamodb.send(
      new PutItemCommand({ TableName: table, Item: marshall(item, { removeUndefinedValues: true }) }),
    );
  const drop = (key: RowKey) =>
    dynamodb.send(new DeleteItemCommand({ TableName: table, Key: marshall(key) }));

  async function read(key: RowKey): Promise<ApiKey | undefined> {
    const { Item } = await dynamodb.send(
      new GetItemCommand({ TableName: table, Key: marshall(key), ConsistentRead: true }),
    );
    const found = Item && rowToKey(unmarshall(Item));
    return found && isLive(found) ? found : undefined;
  }

  /** Expired ones are in the table for a while longer. */
  function isLive({ expiresAt }: ApiKey): boolean {
    return expiresAt === undefined || now() < expiresAt;
  }

  async function remove({ hash, accountId, id }: ApiKey): Promise<void> {
    await drop(hashRowKey(hash));
    await drop(keyRowKey(accountId, id));
  }

  /** A page of an account's rows, ended keys included. */
  function query(accountId: string, { limit, after }: KeyPageQuery) {
    const { pk, sk } = keyRowKey(accountId, '');
    return dynamodb.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
        ExpressionAttributeValues: marshall({ ':pk': pk, ':sk': sk }),
        ConsistentRead: true,
        Limit: limit,
        ...(after !== undefined && { ExclusiveStartKey: marshall(keyRowKey(accountId, after)) }),
      }),
    );
  }

  return {
    async add(key) {
      await put({ ...keyRowKey(key.accountId, key.id), ...keyToRow(key) });
      await put({ ...hashRowKey(key.hash), ...keyToRow(key) });
    },

    find: (key) => read(hashRowKey(hashKey(key))),

    get: (accountId, id) => read(keyRowKey(accountId, id)),

    async list(accountId, page) {
      const { Items = [], LastEvaluatedKey } = await query(accountId, page);
      const keys = Items.map((item) => rowToKey(unmarshall(item)));
      const next = LastEvaluatedKey && keys.at(-1)?.id;
      return { keys: keys.filter(isLive), ...(next !== undefined && { next }) };
    },

    async markUsed(key) {
      const before = now() - USE_MS;
      if (key.lastUsedAt !== undefined && key.lastUsedAt > before) return;
      const mark = (rowKey: RowKey, unused: string) =>
        updateAttributes(dynamodb, {
          table,
          key: rowKey,
          set: { last_used_at: now() },
          condition: `attribute_exists(pk)${unused}`,
          ...(unused && { values: { ':before': before } }),
        });
      const unused = ' AND (attribute_not_exists(last_used_at) OR last_used_at <= :before)';
      // The entry that it is found by says whether another function was faster.
      if (await mark(hashRowKey(key.hash), unused)) await mark(keyRowKey(key.accountId, key.id), '');
    },

    remove,

    async removeAll(accountId) {
      for (;;) {
        const { Items = [], LastEvaluatedKey } = await query(accountId, { limit: REMOVED_AT_ONCE });
        await Promise.all(Items.map((item) => remove(rowToKey(unmarshall(item)))));
        if (!LastEvaluatedKey) return;
      }
    },
  };
}

const USE_MS = 3_600_000;
const REMOVED_AT_ONCE = 100;

type RowKey = { readonly pk: string; readonly sk: string };

function keyRowKey(accountId: string, id: string): RowKey {
  return { pk: `ACCOUNT#${accountId}`, sk: `KEY#${id}` };
}

function hashRowKey(hash: string): RowKey {
  return { pk: `KEYHASH#${hash}`, sk: 'KEY' };
}

function keyToRow(key: ApiKey): Record<string, unknown> {
  return {
    id: key.id,
    account_id: key.accountId,
    role: key.role,
    hash: key.hash,
    last4: key.last4,
    created_at: key.createdAt,
    ends_at: key.expiresAt,
    // By which the table drops the row, in seconds.
    expires_at: key.expiresAt === undefined ? undefined : Math.ceil(key.expiresAt / 1_000),
  };
}

function rowToKey(row: Record<string, unknown>): ApiKey {
  return {
    id: row['id'] as string,
    accountId: row['account_id'] as string,
    role: row['role'] as ApiKey['role'],
    hash: row['hash'] as string,
    last4: row['last4'] as string,
    createdAt: row['created_at'] as number,
    ...(row['last_used_at'] !== undefined && { lastUsedAt: row['last_used_at'] as number }),
    ...(row['ends_at'] !== undefined && { expiresAt: row['ends_at'] as number }),
  };
}
