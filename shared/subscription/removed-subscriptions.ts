import {
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { logBuckets } from '../delivery/log-buckets.ts';
import type { Subscription } from './subscription.ts';

/**
 * The subscriptions that are gone and whose deliveries are still on record: how an erasure of their account finds those.
 * Rows of the table of subscriptions, which it drops by itself when the last delivery is over.
 */
export type RemovedSubscriptions = {
  /** Before the subscription's own row goes. */
  add(subscription: Subscription): Promise<void>;
  /** Some of an account's; the rest comes when these are forgotten. */
  list(accountId: string): Promise<readonly RemovedSubscription[]>;
  forget(accountId: string, id: string): Promise<void>;
};

export type RemovedSubscription = {
  readonly id: string;
  /** Over how many partitions its time index and statistics are spread. */
  readonly buckets: number;
  /** When its deletion began, in milliseconds since the epoch. */
  readonly deletedAt: number;
};

const PAGE = 25;
const DAY_SECONDS = 86_400;

export function createRemovedSubscriptions(options: {
  readonly dynamodb: DynamoDBClient;
  /** The table of subscriptions. */
  readonly table: string;
  readonly now: () => number;
  /** How long the log keeps a delivery. */
  readonly retentionSeconds: number;
}): RemovedSubscriptions {
  const { dynamodb, table: TableName, now, retentionSeconds } = options;
  return {
    async add(subscription) {
      const { accountId, id, deletedAt = now() } = subscription;
      const row = {
        ...keyOf(accountId, id),
        buckets: logBuckets(subscription),
        deleted_at: deletedAt,
        expires_at: Math.ceil(now() / 1_000) + retentionSeconds + DAY_SECONDS,
      };
      await dynamodb.send(new PutItemCommand({ TableName, Item: marshall(row) }));
    },

    async list(accountId) {
      const { Items = [] } = await dynamodb.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: marshall({ ':pk': keyOf(accountId, '').pk }),
          ConsistentRead: true,
          Limit: PAGE,
        }),
      );
      return Items.map((item) => rowToRemoved(unmarshall(item)));
    },

    async forget(accountId, id) {
      await dynamodb.send(new DeleteItemCommand({ TableName, Key: marshall(keyOf(accountId, id)) }));
    },
  };
}

/** Not by the bare id, by which the table's subscriptions are told from its other rows. */
function keyOf(accountId: string, id: string) {
  return { pk: `REMOVED#${accountId}`, sk: `REMOVED#${id}` };
}

function rowToRemoved(row: Record<string, unknown>): RemovedSubscription {
  return {
    id: String(row['sk']).slice('REMOVED#'.length),
    buckets: row['buckets'] as number,
    deletedAt: row['deleted_at'] as number,
  };
}
