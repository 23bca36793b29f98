import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Erasure } from '../../shared/account/erase-account.ts';
import type { ErasureList } from '../../shared/account/erasure-list.ts';
import { usagePartition } from '../../shared/account/usage-counter.ts';
import { auditPartition } from '../../shared/audit/audit-log.ts';
import { lookPartition } from '../../shared/dead-letter/look-marks.ts';
import { eraseDeliveries } from '../../shared/delivery/erase-deliveries.ts';
import { requestsPartition } from '../../shared/idempotency/request-store.ts';
import { jobsPartition } from '../../shared/job/job-store.ts';
import { replayLockPartition } from '../../shared/job/replay-lock.ts';
import { createPortalCodeStore } from '../../shared/portal/portal-code-store.ts';
import { slotPartition } from '../../shared/rate-limit/reserve-slots.ts';
import { removePartition } from '../../shared/storage/remove-partition.ts';
import type { RemovedSubscriptions } from '../../shared/subscription/removed-subscriptions.ts';
import { strayPartition } from '../../shared/sweep/stray-marks.ts';

export type EraseRowsOptions = {
  readonly dynamodb: DynamoDBClient;
  readonly accountsTable: string;
  readonly subscriptionsTable: string;
  readonly deliveriesTable: string;
  readonly removed: Pick<RemovedSubscriptions, 'list' | 'forget'>;
  readonly erasures: Pick<ErasureList, 'noteErased'>;
  readonly hasTime: () => boolean;
  readonly now: () => number;
  readonly quietMs: number;
};

/** Removes what is on record of an account's subscriptions, one after the other, and then forgets each. */
export function createRemoveDeliveries(options: EraseRowsOptions): Erasure['removeDeliveries'] {
  const { dynamodb, deliveriesTable: table, removed, erasures, hasTime, now, quietMs } = options;
  return async (accountId) => {
    const onErased = (count: number) => erasures.noteErased(accountId, count);
    for (;;) {
      const some = await removed.list(accountId);
      if (some.length === 0) return true;
      for (const { id: subscriptionId, buckets, deletedAt } of some) {
        // What was under way when its deletion began may still write.
        if (now() < deletedAt + quietMs) return false;
        const source = { dynamodb, table, hasTime, onErased };
        if (!(await eraseDeliveries(source, { subscriptionId, buckets }))) return false;
        if (!(await removeMarks(options, subscriptionId))) return false;
        await removed.forget(accountId, subscriptionId);
      }
    }
  };
}

/** Removes an account's rows beside its own: its jobs, its audit log, its requests, and what was counted of it. */
export function createRemoveRows(options: EraseRowsOptions): Erasure['removeRows'] {
  const { dynamodb, accountsTable: table, subscriptionsTable, hasTime, now } = options;
  const portalCodes = createPortalCodeStore({ dynamodb, table, now });
  return async (id) => {
    const ofAccounts = [
      auditPartition(id),
      requestsPartition(id),
      usagePartition(id, 'requests'),
      usagePartition(id, 'events'),
    ];
    const ofSubscriptions = [jobsPartition(id), replayLockPartition(id)];
    return (
      (await portalCodes.removeAll(id, hasTime)) &&
      (await removeAllOf({ dynamodb, table }, ofAccounts, hasTime)) &&
      removeAllOf({ dynamodb, table: subscriptionsTable }, ofSubscriptions, hasTime)
    );
  };
}

/** What is remembered of a subscription beside its row. */
function removeMarks(
  { dynamodb, subscriptionsTable: table, hasTime }: EraseRowsOptions,
  id: string,
): Promise<boolean> {
  const partitions = [slotPartition(id), lookPartition(id), strayPartition(id)];
  return removeAllOf({ dynamodb, table }, partitions, hasTime);
}

async function removeAllOf(
  source: Parameters<typeof removePartition>[0],
  partitions: readonly string[],
  hasTime: () => boolean,
): Promise<boolean> {
  for (const partition of partitions) if (!(await removePartition(source, partition, hasTime))) return false;
  return true;
}
