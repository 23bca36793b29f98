import { latencyPercentile } from '../../shared/statistics/latency-histogram.ts';
import type { Statistics } from '../../shared/statistics/statistics.ts';

/** Counts of a span as the API shows them. */
export function statisticsToResource({ delivered, failed, retries, exhausted, latency }: Statistics) {
  const attempts = delivered + failed;
  const percentile = (part: number) => latencyPercentile(latency, part) ?? null;
  return {
    attempts,
    delivered,
    failed,
    retries,
    exhausted,
    /** From 0 to 1, of the attempts. */
    success_rate: attempts === 0 ? null : delivered / attempts,
    latency_ms: { p50: percentile(0.5), p95: percentile(0.95), p99: percentile(0.99) },
  };
}
