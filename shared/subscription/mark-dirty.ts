import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { updateAttributes } from '../storage/update-attributes.ts';
import { DIRTY, subscriptionKey, subscriptionToRow } from './subscription-row.ts';
import type { Subscription } from './subscription.ts';

/**
 * Has reconcile make a row true again that nobody changed.
 * @returns false where the row has moved on, which is as good: then it is dirty anyway
 */
export async function markDirty(
  { dynamodb, table, now }: { readonly dynamodb: DynamoDBClient; readonly table: string; now: () => number },
  { accountId, id, generation }: Subscription,
): Promise<boolean> {
  const row = await updateAttributes(dynamodb, {
    table,
    key: subscriptionKey(accountId, id),
    set: { ...subscriptionToRow({ observedGeneration: 0 }), dirty: DIRTY, dirty_at: now() },
    condition: 'generation = :seen',
    values: { ':seen': generation },
  });
  return row !== undefined;
}
