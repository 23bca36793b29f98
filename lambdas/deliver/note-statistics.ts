import { logBuckets, neededLogBuckets } from '../../shared/delivery/log-buckets.ts';
import { partOfHour } from '../../shared/statistics/statistics-row.ts';
import type { Subscription } from '../../shared/subscription/subscription.ts';
import { batchStatistics } from './batch-statistics.ts';
import type { DeliverDependencies } from './dependencies.ts';
import type { HandledRecord } from './handled-record.ts';

type Needs = Pick<DeliverDependencies, 'statistics' | 'growLogBuckets' | 'now' | 'random'>;

/**
 * Counts a batch in its subscription's statistics, by one write, and spreads what comes after it over more partitions where
 * the last minutes say that there are too few. What cannot be counted is logged, and no more.
 */
export async function noteStatistics(needs: Needs, batch: readonly HandledRecord[]): Promise<void> {
  const statistics = batchStatistics(batch);
  const subscription = subscriptionOf(batch);
  if (!statistics || !subscription) return;
  const { id: subscriptionId } = subscription;
  const buckets = logBuckets(subscription);
  // Any will do, so a batch is one write however its messages are spread.
  const bucket = Math.floor(needs.random() * buckets);
  const at = needs.now();
  try {
    const counted = await needs.statistics.add({
      subscriptionId,
      bucket,
      at,
      statistics,
      untriedSentAt: untriedSentAt(batch),
    });
    // The newest alone has counted nothing from when there were fewer.
    if (bucket < buckets - 1) return;
    const needed = neededLogBuckets(buckets, { counted, sinceMs: partOfHour(at).sinceMs });
    if (needed > buckets) await needs.growLogBuckets(subscription, needed);
  } catch (error) {
    console.error({ event: 'statistics_not_noted', subscription_id: subscriptionId, error });
  }
}

function subscriptionOf(batch: readonly HandledRecord[]): Subscription | undefined {
  for (const { decided } of batch) if ('subscription' in decided) return decided.subscription;
  return undefined;
}

function untriedSentAt(batch: readonly HandledRecord[]): number | undefined {
  const untried = batch.flatMap(({ decided: { record, do: what } }) =>
    what === 'attempt' && record.receiveCount === 1 ? [record.sentAt] : [],
  );
  return untried.length > 0 ? Math.min(...untried) : undefined;
}
