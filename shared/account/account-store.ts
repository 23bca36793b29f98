import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { updateAttributes } from '../storage/update-attributes.ts';
import type { Account, AccountLimits } from './account.ts';
import { accountKey, accountListKey, accountToRow, rowToAccount } from './account-row.ts';

/**
 * The accounts. An account is one row and one entry of the list; the entry is written first and removed last, and an
 * entry without its row is not shown, so that a crash between the two leaves nothing that can be seen.
 */
export type AccountStore = {
  /** Stores a new account; false where the id is taken. */
  create(account: Account): Promise<boolean>;
  /** By a consistent read. */
  get(id: string): Promise<Account | undefined>;
  /** By id, in order; `after` is the last id already seen. A page may be short and still have a next one. */
  list(page: { readonly limit: number; readonly after?: string }): Promise<AccountPage>;
  /** Sets the given fields and removes those given as `undefined`; `undefined` where there is no such account. */
  change(id: string, patch: AccountPatch): Promise<Account | undefined>;
  /** Forgets an account that is being erased; its keys must be gone. One that was made anew under its id stays. */
  remove(id: string): Promise<void>;
};

export type AccountPage = { readonly accounts: readonly Account[]; readonly next?: string };

export type AccountPatch = {
  readonly [Field in Exclude<keyof Account, 'id' | 'createdAt' | 'limits'>]?: Account[Field] | undefined;
} & {
  /** Those that are not named stay. */
  readonly limits?: Partial<AccountLimits>;
};

export function createAccountStore(options: {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
  readonly now: () => number;
}): AccountStore {
  const { dynamodb, table, now } = options;

  const put = (item: Record<string, unknown>, condition?: string) =>
    dynamodb.send(
      new PutItemCommand({
        TableName: table,
        Item: marshall(item, { removeUndefinedValues: true }),
        ...(condition && { ConditionExpression: condition }),
      }),
    );
  const drop = (key: Record<string, string>, condition?: string) =>
    dynamodb.send(
      new DeleteItemCommand({
        TableName: table,
        Key: marshall(key),
        ...(condition && { ConditionExpression: condition }),
      }),
    );

  async function get(id: string): Promise<Account | undefined> {
    const { Item } = await dynamodb.send(
      new GetItemCommand({ TableName: table, Key: marshall(accountKey(id)), ConsistentRead: true }),
    );
    return Item && rowToAccount(unmarshall(Item));
  }

  return {
    get,

    async create(account) {
      await put({ ...accountListKey(account.id), id: account.id });
      try {
        const row = { ...accountKey(account.id), ...accountToRow(account), subscription_count: 0 };
        await put(row, 'attribute_not_exists(pk)');
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },

    async list({ limit, after }) {
      const { Items = [], LastEvaluatedKey } = await dynamodb.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: marshall({ ':pk': accountListKey('').pk }),
          ConsistentRead: true,
          Limit: limit,
          ...(after !== undefined && { ExclusiveStartKey: marshall(accountListKey(after)) }),
        }),
      );
      const ids = Items.map((item) => unmarshall(item)['id'] as string);
      const accounts = (await Promise.all(ids.map(get))).filter((account) => account !== undefined);
      const next = LastEvaluatedKey && ids.at(-1);
      return { accounts, ...(next !== undefined && { next }) };
    },

    async change(id, patch) {
      const row = await updateAttributes(dynamodb, {
        table,
        key: accountKey(id),
        set: accountToRow({ ...patch, updatedAt: now() }),
        condition: 'attribute_exists(pk)',
      });
      return row && rowToAccount(row);
    },

    async remove(id) {
      try {
        await drop(accountKey(id), 'attribute_not_exists(pk) OR attribute_exists(deleting_at)');
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return;
        throw error;
      }
      await drop(accountListKey(id));
    },
  };
}
