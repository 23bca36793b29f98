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
const HOUR = 60 * MINUTE;

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

test('one bucket is enough up to 400 a second, for an hour or for its first seconds', () => {
  assert.equal(neededLogBuckets(1, { counted: 400 * 3_600, intoHourMs: HOUR }), 1);
  assert.equal(neededLogBuckets(1, { counted: 20_000, intoHourMs: 4_000 }), 1);
});

const steady = (buckets: number) => ({ counted: (5_000 / buckets) * 120, intoHourMs: 2 * MINUTE });

test('5,000 a second make 32 buckets within the first five seconds of it, of which none bears more than 200', () => {
  // One bucket has counted for five seconds.
  assert.equal(neededLogBuckets(1, { counted: 25_000, intoHourMs: 5_000 }), 4);
  assert.equal(neededLogBuckets(1, steady(1)), 32);
  assert.equal(neededLogBuckets(4, steady(4)), 32);
  assert.equal(neededLogBuckets(32, steady(32)), 32);
  assert.ok(5_000 / 32 <= 200);
});

test('buckets never become fewer, nor more than there may be', () => {
  assert.equal(neededLogBuckets(16, { counted: 1, intoHourMs: HOUR }), 16);
  assert.equal(neededLogBuckets(64, { counted: 10 ** 9, intoHourMs: HOUR }), MOST_LOG_BUCKETS);
});
