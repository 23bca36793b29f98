import { latencyBucket } from '../../shared/statistics/latency-histogram.ts';
import type { Statistics } from '../../shared/statistics/statistics.ts';
import type { HandledRecord } from './handled-record.ts';
import { isExhausted } from './is-exhausted.ts';
import { isFirstOfRound } from './is-first-of-round.ts';

/** What a batch adds to its subscription's statistics; `undefined` where that is nothing. */
export function batchStatistics(batch: readonly HandledRecord[]): Statistics | undefined {
  const attempts = batch.flatMap(({ decided, handled: { attempt } }) =>
    decided.do === 'attempt' && attempt ? [{ decided, attempt }] : [],
  );
  const exhausted = batch.filter(isExhausted).length;
  if (attempts.length === 0 && exhausted === 0) return undefined;
  const delivered = attempts.filter(({ attempt }) => attempt.outcome === 'delivered').length;
  return {
    delivered,
    failed: attempts.length - delivered,
    retries: attempts.filter(({ decided }) => !isFirstOfRound(decided)).length,
    exhausted,
    latency: latencyOf(attempts.map(({ attempt }) => attempt)),
  };
}

type Attempts = readonly NonNullable<HandledRecord['handled']['attempt']>[];

/** What never came as far as the endpoint says nothing about how fast that is. */
function latencyOf(attempts: Attempts): Map<number, number> {
  const latency = new Map<number, number>();
  for (const { statusCode, errorCode, durationMs } of attempts) {
    if (statusCode === undefined && errorCode !== 'timeout') continue;
    const bucket = latencyBucket(durationMs);
    latency.set(bucket, (latency.get(bucket) ?? 0) + 1);
  }
  return latency;
}
