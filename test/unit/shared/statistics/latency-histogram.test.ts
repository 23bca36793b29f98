import assert from 'node:assert/strict';
import { test } from 'node:test';
import { latencyBucket, latencyPercentile } from '../../../../shared/statistics/latency-histogram.ts';

function histogramOf(durations: readonly number[]): Map<number, number> {
  const histogram = new Map<number, number>();
  for (const duration of durations)
    histogram.set(latencyBucket(duration), (histogram.get(latencyBucket(duration)) ?? 0) + 1);
  return histogram;
}

test('a percentile is never below the true one and at most 25 % and a millisecond above it', () => {
  for (let duration = 0.2; duration < 28_000; duration *= 1.07) {
    const said = latencyPercentile(histogramOf([duration]), 0.5);
    assert.ok(said !== undefined && said >= duration, `${said} for ${duration}`);
    assert.ok(said <= Math.ceil(Math.max(1, duration) * 1.25), `${said} for ${duration}`);
  }
});

test('a percentile is of the attempt at its rank', () => {
  const durations = Array.from({ length: 100 }, (_, index) => (index < 94 ? 10 : index < 98 ? 100 : 1_000));
  const histogram = histogramOf(durations);
  const within = (part: number, from: number) => {
    const said = latencyPercentile(histogram, part) ?? 0;
    assert.ok(said >= from && said <= from * 1.25 + 1, `p${part * 100} is ${said}`);
  };
  within(0.5, 10);
  within(0.94, 10);
  within(0.95, 100);
  within(0.99, 1_000);
});

test('durations beyond the last bucket are in it, and without any there is no percentile', () => {
  assert.equal(latencyBucket(30_000), latencyBucket(10_000_000));
  assert.equal(latencyPercentile(new Map(), 0.5), undefined);
});
