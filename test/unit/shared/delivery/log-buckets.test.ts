import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  bucketOf,
  logBuckets,
  MOST_LOG_BUCKETS,
  neededLogBuckets,
} from '../../../../shared/delivery/log-buckets.ts';
import { aSubscription } from '../../../fixtures/a-subscription.ts';

const MINUTE = 60_000;

test('a message is always in the same bucket, and messages are spread evenly', () => {
  const counts = new Map<number, number>();
  for (let n = 0; n < 8_000; n++) {
    const bucket = bucketOf(`msg_${n}`, 8);
    assert.equal(bucketOf(`msg_${n}`, 8), bucket);
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  }
  assert.deepEqual(
    [...counts.keys()].toSorted((a, b) => a - b),
    [0, 1, 2, 3, 4, 5, 6, 7],
  );
  for (const count of counts.values())
    assert.ok(count > 850 && count < 1_150, `${count} of 8000 in one of 8`);
  assert.equal(bucketOf('msg_1', 1), 0);
  assert.equal(logBuckets(aSubscription()), 1);
});

test('one bucket is enough up to 400 a second, for minutes or for the first seconds', () => {
  assert.equal(neededLogBuckets(1, { counted: 400 * 300, sinceMs: 5 * MINUTE }), 1);
  assert.equal(neededLogBuckets(1, { counted: 20_000, sinceMs: 4_000 }), 1);
});

/** So many a second, spread over the buckets that there are, until the newest has counted for so long. */
function after(perSecond: number, buckets: number, ms: number): number {
  return neededLogBuckets(buckets, { counted: (perSecond / buckets) * (ms / 1_000), sinceMs: ms });
}

test('5,000 a second make 16 buckets within half a minute, of which each bears 313', () => {
  assert.equal(after(5_000, 1, 4_000), 1);
  assert.equal(after(5_000, 1, 5_000), 4);
  assert.equal(after(5_000, 4, 19_000), 4);
  assert.equal(after(5_000, 4, 20_000), 16);
  assert.equal(after(5_000, 16, 5 * MINUTE), 16);
});

test('buckets never become fewer, nor more than there may be', () => {
  assert.equal(neededLogBuckets(16, { counted: 1, sinceMs: 5 * MINUTE }), 16);
  assert.equal(neededLogBuckets(64, { counted: 10 ** 9, sinceMs: 5 * MINUTE }), MOST_LOG_BUCKETS);
});
