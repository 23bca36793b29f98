import { type AttributeValue, type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { statisticsPartition } from '../statistics/statistics-row.ts';
import { removeAll } from '../storage/remove-all.ts';
import { removePartition } from '../storage/remove-partition.ts';
import { attemptsBeside, INDEXED, outcomeKey } from './delivery-row.ts';

export type EraseDeliveriesSource = {
  readonly dynamodb: DynamoDBClient;
  /** The table of deliveries. */
  readonly table: string;
  readonly hasTime: () => boolean;
  /** Told of every page how many deliveries it had. */
  readonly onErased: (count: number) => Promise<void>;
};

type Erased = { readonly subscriptionId: string; readonly buckets: number };

const PAGE = 100;

/**
 * Deletes all deliveries of a subscription with their attempts, and its statistics, while there is time. They are found by
 * the time index, and each goes after its attempts, so that what is cut short is gone on with. Nothing of the subscription
 * may be written any more, and the index needs a moment to know what was written last.
 * @returns whether all are gone
 */
export async function eraseDeliveries(
  source: EraseDeliveriesSource,
  { subscriptionId, buckets }: Erased,
): Promise<boolean> {
  for (let bucket = 0; bucket < buckets; bucket++) {
    for (const status of INDEXED)
      if (!(await eraseIndexed(source, outcomeKey(subscriptionId, status, bucket)))) return false;
    const statistics = statisticsPartition(subscriptionId, bucket);
    if (!(await removePartition(source, statistics, source.hasTime))) return false;
  }
  return true;
}

async function eraseIndexed(source: EraseDeliveriesSource, key: string): Promise<boolean> {
  const { dynamodb, table, hasTime, onErased } = source;
  let start: Record<string, AttributeValue> | undefined;
  while (hasTime()) {
    const { Items = [], LastEvaluatedKey } = await dynamodb.send(
      new QueryCommand({
        TableName: table,
        IndexName: 'by_outcome',
        KeyConditionExpression: 'outcome_key = :key',
        ExpressionAttributeValues: marshall({ ':key': key }),
        ProjectionExpression: 'pk, sk',
        Limit: PAGE,
        ExclusiveStartKey: start,
      }),
    );
    if (Items.length > 0) {
      if (!(await erasePage(source, Items))) return false;
      await onErased(Items.length);
    }
    // Once more from the beginning until there is nothing: what was written last may have been indexed only now.
    if (Items.length === 0 && !start) return true;
    start = LastEvaluatedKey;
  }
  return false;
}

async function erasePage(
  source: EraseDeliveriesSource,
  keys: readonly Record<string, AttributeValue>[],
): Promise<boolean> {
  const { dynamodb, table, hasTime } = source;
  const attempts = await Promise.all(
    keys.map((key) => removePartition(source, attemptsBeside(key), hasTime)),
  );
  if (attempts.includes(false)) return false;
  await removeAll(dynamodb, table, keys);
  return true;
}
