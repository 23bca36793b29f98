import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { DeliveryStatus } from './delivery.ts';
import { outcomeAt, outcomeKey } from './delivery-row.ts';

export type DeliveryCount = {
  readonly subscriptionId: string;
  /** Over how many partitions its entries are spread. */
  readonly buckets: number;
  readonly status: DeliveryStatus;
  /** Milliseconds since the epoch, inclusive, of the first attempt. */
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
};

/** A count is for an estimate: it goes no further than one page of the time index. */
const MOST = 1_000;

type Source = { readonly dynamodb: DynamoDBClient; readonly table: string; readonly now: () => number };

/** How many deliveries of one status a subscription has had in a span, by one key lookup a bucket; at most 1,000. */
export async function countDeliveries(source: Source, wanted: DeliveryCount): Promise<number> {
  const counts = await Promise.all(
    Array.from({ length: wanted.buckets }, (_, bucket) => countBucket(source, wanted, bucket)),
  );
  return Math.min(
    MOST,
    counts.reduce((sum, count) => sum + count, 0),
  );
}

async function countBucket(
  { dynamodb, table, now }: Source,
  { subscriptionId, buckets, status, from, to }: DeliveryCount,
  bucket: number,
): Promise<number> {
  const { Count = 0 } = await dynamodb.send(
    new QueryCommand({
      TableName: table,
      IndexName: 'by_outcome',
      KeyConditionExpression: 'outcome_key = :key AND outcome_at BETWEEN :from AND :to',
      FilterExpression: 'expires_at > :now',
      ExpressionAttributeValues: marshall({
        ':key': outcomeKey(subscriptionId, status, bucket),
        ':from': outcomeAt(Math.max(0, from), ''),
        ':to': outcomeAt(to, ''),
        ':now': Math.floor(now() / 1_000),
      }),
      Select: 'COUNT',
      Limit: Math.ceil(MOST / buckets),
    }),
  );
  return Count;
}
