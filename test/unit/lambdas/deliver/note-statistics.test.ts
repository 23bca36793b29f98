import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HandledRecord } from '../../../../lambdas/deliver/handled-record.ts';
import { noteStatistics } from '../../../../lambdas/deliver/note-statistics.ts';
import type { CountedBatch } from '../../../../shared/statistics/counted-batch.ts';
import { aSubscription } from '../../../fixtures/a-subscription.ts';

const NOW = Date.UTC(2026, 0, 15, 10, 2);
const message = { id: 'msg_1', accountId: 'demo', eventType: 'call.ended', body: '{}' };

function aBatch(buckets?: number): readonly HandledRecord[] {
  const subscription = aSubscription(buckets === undefined ? {} : { logBuckets: buckets });
  const record = {
    sqsMessageId: 'one',
    receiptHandle: 'handle',
    body: '{}',
    receiveCount: 1,
    round: 1,
    sentAt: NOW - 5,
    message,
  };
  const decided = {
    do: 'attempt',
    number: 1,
    round: 1,
    attemptsBeforeRound: 0,
    record,
    message,
    subscription,
    delivery: undefined,
    storedBody: () => Promise.resolve(''),
  } as const;
  const attempt = {
    number: 1,
    round: 1,
    startedAt: NOW,
    durationMs: 5,
    outcome: 'delivered',
    statusCode: 204,
  } as const;
  return [{ decided, handled: { next: 'acknowledge', attempt }, endedAt: NOW }];
}

async function noted(batch: readonly HandledRecord[], add: () => Promise<number>, random = 0.99) {
  const counted: CountedBatch[] = [];
  const grown: number[] = [];
  const needs = {
    statistics: {
      add: (each: CountedBatch) => {
        counted.push(each);
        return add();
      },
    },
    growLogBuckets: async (_subscription: unknown, buckets: number) => void grown.push(buckets),
    now: () => NOW,
    random: () => random,
  };
  await noteStatistics(needs, batch);
  return { counted, grown };
}

test('a batch is counted by one write, in one of the partitions', async () => {
  const { counted, grown } = await noted(aBatch(8), () => Promise.resolve(1));
  assert.equal(counted.length, 1);
  assert.deepEqual(
    [counted[0]?.bucket, counted[0]?.statistics.delivered, counted[0]?.untriedSentAt],
    [7, 1, NOW - 5],
  );
  assert.deepEqual(grown, []);
});

/** A thousand a second for two minutes. */
const busy = () => Promise.resolve(1_000 * 120);

test('where a partition is too busy, more are made', async () => {
  assert.deepEqual((await noted(aBatch(), busy)).grown, [4]);
  assert.deepEqual((await noted(aBatch(4), busy)).grown, [16]);
});

test('only the newest partition says that there are too few: the others have counted from before', async () => {
  assert.deepEqual((await noted(aBatch(2), busy, 0.49)).grown, []);
});

test('statistics that cannot be written fail no delivery', async (t) => {
  const logged = t.mock.method(console, 'error', () => undefined);
  await noted(aBatch(), () => Promise.reject(new Error('an outage')));
  assert.equal(logged.mock.callCount(), 1);
});
