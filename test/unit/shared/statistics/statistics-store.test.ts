import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { UpdateItemCommand, type UpdateItemCommandOutput } from '@aws-sdk/client-dynamodb';
import { noStatistics } from '../../../../shared/statistics/statistics.ts';
import { statisticsToRow } from '../../../../shared/statistics/statistics-row.ts';
import { createStatisticsStore } from '../../../../shared/statistics/statistics-store.ts';
import { encryptingAws } from '../encryption/encrypting-aws.ts';

const TABLE = 'deliveries';
const TEN = Date.UTC(2026, 0, 15, 10);
const HOUR = 3_600_000;

async function aStore(t: TestContext) {
  const { dynamodb, createTable, rows, calls, failOn } = await encryptingAws(t);
  await createTable(TABLE);
  const store = createStatisticsStore({ dynamodb, table: TABLE, retentionSeconds: 60 });
  const add = (at: number, counts: object, more: { bucket?: number; untriedSentAt?: number } = {}) =>
    store.add({
      subscriptionId: 'sub_1',
      bucket: 0,
      at,
      statistics: { ...noStatistics, ...counts },
      ...more,
    });
  const writes = () => calls.filter((call) => call === 'dynamodb UpdateItem').length;
  return { store, add, dynamodb, rows: () => rows(TABLE), writes, failOn };
}

test('batches of one hour add up, over all partitions, and hours stay apart', async (t) => {
  const { store, add } = await aStore(t);
  await add(TEN, { delivered: 2, latency: new Map([[5, 2]]) });
  await add(
    TEN + HOUR - 1,
    { delivered: 1, failed: 1, retries: 1, latency: new Map([[5, 1]]) },
    { bucket: 1 },
  );
  await add(TEN + HOUR, { exhausted: 1, failed: 1 });
  const hours = await store.read({ subscriptionId: 'sub_1', buckets: 2, from: TEN, to: TEN + HOUR });
  assert.deepEqual(
    [...hours.keys()].toSorted((a, b) => a - b),
    [TEN, TEN + HOUR],
  );
  assert.deepEqual(hours.get(TEN), {
    ...noStatistics,
    delivered: 3,
    failed: 1,
    retries: 1,
    latency: new Map([[5, 3]]),
  });
  assert.equal(hours.get(TEN + HOUR)?.exhausted, 1);
  assert.equal((await store.read({ subscriptionId: 'sub_2', buckets: 2, from: 0, to: TEN + HOUR })).size, 0);
});

test('batches that end at the same moment are one write, and each learns what they come to', async (t) => {
  const { store, add, writes } = await aStore(t);
  const counted = await Promise.all([
    add(TEN, { delivered: 2, latency: new Map([[5, 2]]) }, { untriedSentAt: TEN - 1 }),
    add(TEN + 1, { delivered: 1, failed: 1, latency: new Map([[5, 1]]) }, { untriedSentAt: TEN - 3 }),
    add(TEN + 2, { delivered: 1 }),
  ]);
  assert.deepEqual(counted, [5, 5, 5]);
  assert.equal(writes(), 1);
  const hours = await store.read({ subscriptionId: 'sub_1', buckets: 1, from: TEN, to: TEN });
  assert.deepEqual(hours.get(TEN), {
    ...noStatistics,
    delivered: 4,
    failed: 1,
    latency: new Map([[5, 3]]),
  });
  assert.equal(await store.lastUntried({ subscriptionId: 'sub_1', buckets: 1 }), TEN - 3);
});

test('batches of other partitions and minutes are counted apart at the same moment', async (t) => {
  const { add, writes } = await aStore(t);
  const counted = await Promise.all([
    add(TEN, { delivered: 1 }),
    add(TEN, { delivered: 2 }, { bucket: 1 }),
    add(TEN + 300_000, { delivered: 3 }),
    add(TEN + HOUR, { delivered: 4 }),
  ]);
  assert.deepEqual(counted, [1, 2, 3, 4]);
  assert.equal(writes(), 4);
});

test('fails for every batch of the moment, and once, where their counts cannot be written', async (t) => {
  const { add, writes, failOn } = await aStore(t);
  failOn('UpdateItem');
  const ended = await Promise.allSettled([add(TEN, { delivered: 1 }), add(TEN, { delivered: 2 })]);
  assert.deepEqual(
    ended.map(({ status }) => status),
    ['rejected', 'rejected'],
  );
  assert.equal(writes(), 1, 'a write of several batches must not be repeated for each');
});

test('a batch learns what its partition has counted in the same five minutes', async (t) => {
  const { add } = await aStore(t);
  assert.equal(await add(TEN, { delivered: 2, failed: 1 }), 3);
  assert.equal(await add(TEN + 299_999, { delivered: 4 }), 7);
  assert.equal(await add(TEN + 299_999, { delivered: 1 }, { bucket: 1 }), 1);
  assert.equal(await add(TEN + 300_000, { delivered: 5 }), 5);
  assert.equal(await add(TEN + 300_001, { exhausted: 1 }), 5);
});

test('the newest message that was received for the first time is known over all partitions', async (t) => {
  const { store, add } = await aStore(t);
  assert.equal(await store.lastUntried({ subscriptionId: 'sub_1', buckets: 2 }), undefined);
  await add(TEN, { delivered: 1 }, { untriedSentAt: TEN - 50 });
  await add(TEN + HOUR, { delivered: 1 }, { bucket: 1, untriedSentAt: TEN + HOUR - 70 });
  assert.equal(await store.lastUntried({ subscriptionId: 'sub_1', buckets: 2 }), TEN + HOUR - 70);
});

test('the row expires, and a full one still takes one write unit', async (t) => {
  const { add, dynamodb, rows } = await aStore(t);
  const latency = new Map(Array.from({ length: 47 }, (_, bucket) => [bucket, 99_999_999]));
  const counts = { delivered: 99_999_999, failed: 99_999_999, retries: 99_999_999, exhausted: 99_999_999 };
  for (let part = 0; part < 12; part++)
    await add(TEN + part * 300_000, { ...counts, latency }, { untriedSentAt: TEN });
  const [row] = await rows();
  assert.equal(row?.['expires_at'], (TEN + 11 * 300_000) / 1_000 + 60);
  const again: UpdateItemCommandOutput = await dynamodb.send(
    new UpdateItemCommand({
      TableName: TABLE,
      Key: { pk: { S: 'S#sub_1#0' }, sk: { S: '2026-01-15T10' } },
      UpdateExpression: 'ADD delivered :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
      ReturnConsumedCapacity: 'TOTAL',
    }),
  );
  assert.equal(again.ConsumedCapacity?.CapacityUnits, 1);
  assert.equal(Object.keys(statisticsToRow({ ...noStatistics, ...counts, latency })).length, 51);
});
