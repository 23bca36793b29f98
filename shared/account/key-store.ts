import {
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { type ApiKey, hashKey } from './api-key.ts';

/**
 * The accounts' keys. A key is a row beside its account and an entry to find it by its hash; the entry is written
 * last and removed first, so that a crash between the two leaves a key that does not open anything, never one that
 * does and is not listed.
 */
export type KeyStore = {
  add(key: ApiKey): Promise<void>;
  /** Whose key this is and what it may do, by a consistent read: a removed key ends at once. */
  find(key: string): Promise<KeyOwner | undefined>;
  get(accountId: string, id: string): Promise<ApiKey | undefined>;
  /** An account's keys in order of creation; `after` is the last id already seen. */
  list(accountId: string, page: { readonly limit: number; readonly after?: string }): Promise<KeyPage>;
  /** A key that is already gone is no error. */
  remove(key: ApiKey): Promise<void>;
};

export type KeyOwner = Pick<ApiKey, 'id' | 'accountId' | 'role'>;

export type KeyPage = { readonly keys: readonly ApiKey[]; readonly next?: string };

export function createKeyStore(options: {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
}): KeyStore {
  const { dynamodb, table } = options;

  const put = (item: Record<string, unknown>) =>
    dynamodb.send(new PutItemCommand({ TableName: table, Item: marshall(item) }));
  const drop = (key: RowKey) =>
    dynamodb.send(new DeleteItemCommand({ TableName: table, Key: marshall(key) }));

  async function read(key: RowKey): Promise<ApiKey | undefined> {
    const { Item } = await dynamodb.send(
      new GetItemCommand({ TableName: table, Key: marshall(key), ConsistentRead: true }),
    );
    return Item && rowToKey(unmarshall(Item));
  }

  return {
    async add(key) {
      await put({ ...keyRowKey(key.accountId, key.id), ...keyToRow(key) });
      await put({ ...hashRowKey(key.hash), ...keyToRow(key) });
    },

    find: (key) => read(hashRowKey(hashKey(key))),

    get: (accountId, id) => read(keyRowKey(accountId, id)),

    async list(accountId, { limit, after }) {
      const { pk, sk } = keyRowKey(accountId, '');
      const { Items = [], LastEvaluatedKey } = await dynamodb.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
          ExpressionAttributeValues: marshall({ ':pk': pk, ':sk': sk }),
          ConsistentRead: true,
          Limit: limit,
          ...(after !== undefined && { ExclusiveStartKey: marshall(keyRowKey(accountId, after)) }),
        }),
      );
      const keys = Items.map((item) => rowToKey(unmarshall(item)));
      const next = LastEvaluatedKey && keys.at(-1)?.id;
      return { keys, ...(next !== undefined && { next }) };
    },

    async remove(key) {
      await drop(hashRowKey(key.hash));
      await drop(keyRowKey(key.accountId, key.id));
    },
  };
}

type RowKey = { readonly pk: string; readonly sk: string };

function keyRowKey(accountId: string, id: string): RowKey {
  return { pk: `ACCOUNT#${accountId}`, sk: `KEY#${id}` };
}

function hashRowKey(hash: string): RowKey {
  return { pk: `KEYHASH#${hash}`, sk: 'KEY' };
}

function keyToRow({ id, accountId, role, hash, last4, createdAt }: ApiKey): Record<string, unknown> {
  return { id, account_id: accountId, role, hash, last4, created_at: createdAt };
}

function rowToKey(row: Record<string, unknown>): ApiKey {
  return {
    id: row['id'] as string,
    accountId: row['account_id'] as string,
    role: row['role'] as ApiKey['role'],
    hash: row['hash'] as string,
    last4: row['last4'] as string,
    createdAt: row['created_at'] as number,
  };
}
