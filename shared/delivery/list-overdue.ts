import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { DeliverySummary } from './delivery.ts';
import { outcomeKey, rowToSummary } from './delivery-row.ts';

/** How many entries of the index one look goes through; what waits behind them waits for the next. */
const LOOKED_AT = 1_000;

/**
 * The deliveries of a subscription that should have been tried again before a time, the oldest first: those whose next
 * attempt was due, and those whose attempt was under way and never ended.
 */
export async function listOverdue(
  { dynamodb, table, now }: { readonly dynamodb: DynamoDBClient; readonly table: string; now: () => number },
  { subscriptionId, before }: { readonly subscriptionId: string; readonly before: number },
): Promise<readonly DeliverySummary[]> {
  const { Items = [] } = await dynamodb.send(
    new QueryCommand({
      TableName: table,
      IndexName: 'by_outcome',
      KeyConditionExpression: 'outcome_key = :key',
      FilterExpression:
        'expires_at > :now AND (next_at < :before OR (attribute_not_exists(next_at) AND last_attempt_at < :before))',
      ExpressionAttributeValues: marshall({
        ':key': outcomeKey(subscriptionId, 'retrying'),
        ':now': Math.floor(now() / 1_000),
        ':before': before,
      }),
      Limit: LOOKED_AT,
    }),
  );
  return Items.map((item) => rowToSummary(unmarshall(item)));
}
