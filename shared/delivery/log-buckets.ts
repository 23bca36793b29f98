import { createHash } from 'node:crypto';
import type { Subscription } from '../subscription/subscription.ts';

/** Enough for 25,000 deliveries a second of one subscription. */
export const MOST_LOG_BUCKETS = 64;

/** Where more are made: a partition takes 1,000 writes a second, and an entry that moves is two. */
const BUSY_PER_SECOND = 400;
const GROWTH = 4;
/** The first minute says too little to be divided by less. */
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
 * How many partitions a subscription needs, by what one of them has counted. They grow fourfold, so that the row is seldom
 * written, and go down never: what was written stays where it is.
 * @param counted attempts in one partition since some time, at most five minutes ago
 * @param sinceMs how long ago that is
 */
export function neededLogBuckets(
  buckets: number,
  { counted, sinceMs }: { readonly counted: number; readonly sinceMs: number },
): number {
  const perSecond = (counted * 1_000) / Math.max(SHORTEST_MS, sinceMs);
  if (perSecond <= BUSY_PER_SECOND) return buckets;
  return Math.min(MOST_LOG_BUCKETS, buckets * GROWTH);
}
