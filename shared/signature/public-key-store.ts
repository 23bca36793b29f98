import {
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { PublicKey } from './public-keys.ts';

/**
 * The public keys of subscriptions by id alone, for receivers, who know neither account nor key. A row of its own in
 * the table of subscriptions, so that what anybody may ask for never touches a row with secrets. Reconcile keeps it
 * equal to the subscription.
 */
export type PublicKeyStore = {
  /** What was last put, expired keys too. */
  get(subscriptionId: string): Promise<readonly PublicKey[]>;
  /** Takes the place of what was there; with no keys there is nothing left. */
  put(subscriptionId: string, keys: readonly PublicKey[]): Promise<void>;
};

export function createPublicKeyStore(options: {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
}): PublicKeyStore {
  const { dynamodb, table } = options;
  return {
    async get(subscriptionId) {
      const { Item } = await dynamodb.send(
        new GetItemCommand({ TableName: table, Key: marshall(keyOf(subscriptionId)), ConsistentRead: true }),
      );
      return Item ? (unmarshall(Item)['keys'] as PublicKey[]) : [];
    },

    async put(subscriptionId, keys) {
      const key = keyOf(subscriptionId);
      if (keys.length === 0)
        await dynamodb.send(new DeleteItemCommand({ TableName: table, Key: marshall(key) }));
      else
        await dynamodb.send(
          new PutItemCommand({
            TableName: table,
            Item: marshall({ ...key, keys }, { removeUndefinedValues: true }),
          }),
        );
    },
  };
}

function keyOf(subscriptionId: string) {
  return { pk: `PUBLIC_KEYS#${subscriptionId}`, sk: 'PUBLIC_KEYS' };
}
