import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { DeliveryStatus } from './delivery.ts';
import { outcomeAt, outcomeKey } from './delivery-row.ts';

export type DeliveryCount = {
  readonly subscriptionId: string;
  readonly status: DeliveryStatus;
  /** Milliseconds since the epoch, inclusive, of the first attempt. */
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
};

/** A count is for an estimate: it goes no further than one page of the time index. */
const MOST = 1_000;

/** How many deliveries of one status a subscription has had in a span, by one key lookup; at most 1,000. */
export async function countDeliveries(
  {
    dynamodb,
    table,
    now,
  }: { readonly dynamodb: DynamoDBClient; readonly table: string; readonly now: () => number },
  { subscriptionId, status, from, to }: DeliveryCount,
): Promise<number> {
  const { Count = 0 } = await dynamodb.send(
    new QueryCommand({
      TableName: table,
      IndexName: 'by_outcome',
      KeyConditionExpression: 'outcome_key = :key AND outcome_at BETWEEN :from AND :to',
      FilterExpression: 'expires_at > :now',
      ExpressionAttributeValues: marshall({
        ':key': outcomeKey(subscriptionId, status),
        ':from': outcomeAt(Math.max(0, from), ''),
        ':to': outcomeAt(to, ''),
        ':now': Math.floor(now() / 1_000),
      }),
      Select: 'COUNT',
      Limit: MOST,
    }),
  );
  return Count;
}
