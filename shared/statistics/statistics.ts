import type { LatencyHistogram } from './latency-histogram.ts';

/** What became of a subscription's attempts in some span of time. */
export type Statistics = {
  /** Attempts that succeeded. */
  readonly delivered: number;
  /** Attempts that did not. */
  readonly failed: number;
  /** Attempts that were not the first of their round. */
  readonly retries: number;
  /** Deliveries that were given up and went to the dead-letter queue. */
  readonly exhausted: number;
  /** Of the attempts that were answered or timed out. */
  readonly latency: LatencyHistogram;
};

export const noStatistics: Statistics = {
  delivered: 0,
  failed: 0,
  retries: 0,
  exhausted: 0,
  latency: new Map(),
};

export function addStatistics(a: Statistics, b: Statistics): Statistics {
  const latency = new Map(a.latency);
  for (const [bucket, count] of b.latency) latency.set(bucket, (latency.get(bucket) ?? 0) + count);
  return {
    delivered: a.delivered + b.delivered,
    failed: a.failed + b.failed,
    retries: a.retries + b.retries,
    exhausted: a.exhausted + b.exhausted,
    latency,
  };
}
