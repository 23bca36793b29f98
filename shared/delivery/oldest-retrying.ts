import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { outcomeKey } from './delivery-row.ts';

type Source = { readonly dynamodb: DynamoDBClient; readonly table: string; readonly now: () => number };

/** Expired entries that are not deleted yet stand before the others; more than these there are never in practice. */
const LOOKED_AT = 100;

/** When the first attempt of the oldest delivery that is still retried was made; `undefined` where none is. */
export async function oldestRetrying(
  source: Source,
  { subscriptionId, buckets }: { readonly subscriptionId: string; readonly buckets: number },
): Promise<number | undefined> {
  const keys = Array.from({ length: buckets }, (_, bucket) => outcomeKey(subscriptionId, 'retrying', bucket));
  const oldest = await Promise.all(keys.map((key) => oldestIn(source, key)));
  const known = oldest.filter((at) => at !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}

async function oldestIn({ dynamodb, table, now }: Source, key: string): Promise<number | undefined> {
  const { Items = [] } = await dynamodb.send(
    new QueryCommand({
      TableName: table,
      IndexName: 'by_outcome',
      KeyConditionExpression: 'outcome_key = :key',
      FilterExpression: 'expires_at > :now',
      ExpressionAttributeValues: marshall({ ':key': key, ':now': Math.floor(now() / 1_000) }),
      ProjectionExpression: 'first_attempt_at',
      Limit: LOOKED_AT,
    }),
  );
  const [oldest] = Items;
  return oldest && (unmarshall(oldest)['first_attempt_at'] as number);
}
