import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { updateAttributes } from '../storage/update-attributes.ts';
import { subscriptionKey, subscriptionToRow } from './subscription-row.ts';

/**
 * Spreads what is written from now on over more partitions; the number never goes down, whoever writes last. It is nothing
 * that AWS has to be made equal to, so the generation stays.
 */
export async function growLogBuckets(
  { dynamodb, table }: { readonly dynamodb: DynamoDBClient; readonly table: string },
  { accountId, id }: { readonly accountId: string; readonly id: string },
  buckets: number,
): Promise<void> {
  await updateAttributes(dynamodb, {
    table,
    key: subscriptionKey(accountId, id),
    set: subscriptionToRow({ logBuckets: buckets }),
    condition: 'attribute_exists(pk) AND (attribute_not_exists(log_buckets) OR log_buckets < :log_buckets)',
  });
}
