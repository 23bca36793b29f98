import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { DeliverySummary } from './delivery.ts';
import { outcomeKey, rowToSummary } from './delivery-row.ts';

/** How many entries of the index one look goes through; what waits behind them waits for the next. */
const LOOKED_AT = 1_000;

/**
 * The deliveries of a subscription that should have been tried again before a time, the oldest of each bucket first: those whose next
 * attempt was due, and those whose attempt was under way and never ended.
 */
export async function listOverdue(source: Source, wanted: Overdue): Promise<readonly DeliverySummary[]> {
  const parts = await Promise.all(
    Array.from({ length: wanted.buckets }, (_, bucket) => listBucket(source, wanted, bucket)),
  );
  return parts.flat();
}

type Source = { readonly dynamodb: DynamoDBClient; readonly table: string; readonly now: () => number };

type Overdue = {
  readonly subscriptionId: string;
  /** Over how many partitions its entries are spread. */
  readonly buckets: number;
  /** Milliseconds since the epoch. */
  readonly before: number;
};

async function listBucket(
  { dynamodb, table, now }: Source,
  { subscriptionId, buckets, before }: Overdue,
  bucket: number,
): Promise<readonly DeliverySummary[]> {
  const { Items = [] } = await dynamodb.send(
    new QueryCommand({
      TableName: table,
      IndexName: 'by_outcome',
      KeyConditionExpression: 'outcome_key = :key',
      FilterExpression:
        'expires_at > :now AND (next_at < :before OR (attribute_not_exists(next_at) AND last_attempt_at < :before))',
      ExpressionAttributeValues: marshall({
        ':key': outcomeKey(subscriptionId, 'retrying', bucket),
        ':now': Math.floor(now() / 1_000),
        ':before': before,
      }),
      Limit: Math.ceil(LOOKED_AT / buckets),
    }),
  );
  return Items.map((item) => rowToSummary(unmarshall(item)));
}
