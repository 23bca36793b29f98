import { createHash } from 'node:crypto';
import type { Subscription } from '../subscription/subscription.ts';

/** Enough for 12,800 deliveries a second of one subscription at `COMFORTABLE_PER_SECOND`. */
export const MOST_LOG_BUCKETS = 64;

/** Where more buckets are made, and what each then has to bear: a partition takes 1,000 writes a second, an entry up to two. */
const BUSY_PER_SECOND = 400;
const COMFORTABLE_PER_SECOND = 200;
/** An hour's first minute says too little to be divided by less. */
const SHORTEST_MS = 60_000;

/** Over how many partitions a subscription's time index and statistics are spread. They only ever grow. */
export function logBuckets({ logBuckets: buckets = 1 }: Pick<Subscription, 'logBuckets'>): number {
  return buckets;
}

/** The partition of a message among so many, always the same. */
export function bucketOf(messageId: string, buckets: number): number {
  if (buckets === 1) return 0;
  return createHash('sha256').update(messageId).digest().readUInt32LE() % buckets;
}

/**
 * How many partitions a subscription needs, by what one of them was counted in the hour so far. They double, so that the
 * row is seldom written, and go down never: what was written stays where it is.
 * @param counted attempts in one partition since the hour began
 * @param intoHourMs since it began
 */
export function neededLogBuckets(
  buckets: number,
  { counted, intoHourMs }: { readonly counted: number; readonly intoHourMs: number },
): number {
  const perSecond = (counted * 1_000) / Math.max(SHORTEST_MS, intoHourMs);
  if (perSecond <= BUSY_PER_SECOND) return buckets;
  const needed = (perSecond * buckets) / COMFORTABLE_PER_SECOND;
  return Math.max(buckets, Math.min(MOST_LOG_BUCKETS, 2 ** Math.ceil(Math.log2(needed))));
}
