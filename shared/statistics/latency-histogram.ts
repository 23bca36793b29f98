/** How many attempts took how long: by the number of the bucket, only those that are not empty. */
export type LatencyHistogram = ReadonlyMap<number, number>;

/** Each bucket's upper bound is this many times the one below it: what a percentile may be too high by. */
const GROWTH = 1.25;
/** The last bucket takes all that is longer than 28.7 s; no attempt has more than 30 s. */
const LAST = 46;

/** The bucket of a duration; the first holds everything up to 1 ms. */
export function latencyBucket(durationMs: number): number {
  if (durationMs <= 1) return 0;
  // A bound belongs to the bucket below it, whatever the logarithm makes of its last digit.
  return Math.min(LAST, Math.ceil(Math.log(durationMs) / Math.log(GROWTH) - 1e-9));
}

/**
 * The duration that this part of the attempts did not exceed, in whole milliseconds: the upper bound of the bucket that
 * the attempt at that rank is in, so never too low and at most 25 % too high.
 * @param part from 0 to 1: 0.95 for the 95th percentile
 * @returns `undefined` where there is no attempt
 */
export function latencyPercentile(histogram: LatencyHistogram, part: number): number | undefined {
  const total = [...histogram.values()].reduce((sum, count) => sum + count, 0);
  if (total === 0) return undefined;
  const rank = Math.max(1, Math.ceil(total * part));
  let seen = 0;
  for (const [bucket, count] of [...histogram].toSorted(([a], [b]) => a - b)) {
    seen += count;
    if (seen >= rank) return Math.ceil(GROWTH ** bucket - 1e-9);
  }
  return undefined;
}
