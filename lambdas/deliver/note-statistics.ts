import type { QueueAddress } from '../../shared/queue/queue-address.ts';
import { batchStatistics } from './batch-statistics.ts';
import type { DeliverDependencies } from './dependencies.ts';
import type { HandledRecord } from './handled-record.ts';

/** Counts a batch in its subscription's statistics, by one write. What cannot be counted is logged, and no more. */
export async function noteStatistics(
  { statistics, now }: Pick<DeliverDependencies, 'statistics' | 'now'>,
  { subscriptionId }: Pick<QueueAddress, 'subscriptionId'>,
  batch: readonly HandledRecord[],
): Promise<void> {
  const counted = batchStatistics(batch);
  if (!counted) return;
  try {
    await statistics.add({
      subscriptionId,
      bucket: 0,
      at: now(),
      statistics: counted,
      untriedSentAt: untriedSentAt(batch),
    });
  } catch (error) {
    console.error({ event: 'statistics_not_noted', subscription_id: subscriptionId, error });
  }
}

function untriedSentAt(batch: readonly HandledRecord[]): number | undefined {
  const untried = batch.flatMap(({ decided: { record, do: what } }) =>
    what === 'attempt' && record.receiveCount === 1 ? [record.sentAt] : [],
  );
  return untried.length > 0 ? Math.min(...untried) : undefined;
}
