import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Attempt, Delivery } from '../../../../shared/delivery/delivery.ts';
import { createDeliveryLog, type DeliveryLog } from '../../../../shared/delivery/delivery-log.ts';
import { encryptingAws } from '../encryption/encrypting-aws.ts';

const TABLE = 'deliveries';
const NOW = 1_700_000_000_000;

test('attempt numbers do not repeat where two copies made the first attempt at once', async (t) => {
  const log = await aLog(t);
  // The copy that was received again claims; the other, received first, needs no claim.
  assert.equal(await log.claim(aDelivery({ status: 'retrying', claimedAt: NOW })), true);
  await log.recordSuccesses([{ delivery: aDelivery({}), attempt: anAttempt({}) }]);
  const failed = anAttempt({ outcome: 'retryable', errorCode: 'timeout' });
  const owned = await log.recordClaimed({ delivery: aDelivery({ status: 'retrying' }), attempt: failed });
  assert.equal(owned, false, 'the copy that failed took a delivered message for its own');
  const found = await log.get('demo', 'msg_1', 'sub_1');
  assert.equal(found?.delivery.status, 'delivered');
  assert.deepEqual(
    found.attempts.map(({ number, outcome }) => [number, outcome]),
    [[1, 'delivered']],
  );
});

test('the first attempt of a row comes before those beside it', async (t) => {
  const log = await aLog(t);
  const retrying = aDelivery({ status: 'retrying' });
  assert.equal(
    await log.recordFirst({ delivery: retrying, attempt: anAttempt({ outcome: 'retryable' }) }),
    true,
  );
  assert.equal(await log.claim(aDelivery({ status: 'retrying', attempts: 2, claimedAt: NOW })), true);
  const second = { delivery: aDelivery({ attempts: 2 }), attempt: anAttempt({ number: 2 }) };
  assert.equal(await log.recordClaimed(second), true);
  const found = await log.get('demo', 'msg_1', 'sub_1');
  assert.deepEqual(
    found?.attempts.map(({ number, outcome }) => [number, outcome]),
    [
      [1, 'retryable'],
      [2, 'delivered'],
    ],
  );
});

test('successes of batches that end at the same moment are one write', async (t) => {
  const { log, calls } = await aCountedLog(t);
  await Promise.all(['msg_1', 'msg_2'].map((messageId) => log.recordSuccesses([aSuccess(messageId)])));
  assert.equal(calls.filter((call) => call === 'dynamodb BatchWriteItem').length, 1);
  for (const messageId of ['msg_1', 'msg_2'])
    assert.equal((await log.get('demo', messageId, 'sub_1'))?.delivery.status, 'delivered');
});

test('two batches that have delivered one message at the same moment both write it down', async (t) => {
  const { log } = await aCountedLog(t);
  await Promise.all([
    log.recordSuccesses([aSuccess('msg_1')]),
    log.recordSuccesses([aSuccess('msg_1'), aSuccess('msg_2')]),
  ]);
  for (const messageId of ['msg_1', 'msg_2'])
    assert.equal((await log.get('demo', messageId, 'sub_1'))?.delivery.status, 'delivered');
});

async function aLog(t: TestContext): Promise<DeliveryLog> {
  return (await aCountedLog(t)).log;
}

async function aCountedLog(t: TestContext) {
  const { dynamodb, cipher, createTable, calls } = await encryptingAws(t);
  await createTable(TABLE);
  const log = createDeliveryLog({
    dynamodb,
    table: TABLE,
    cipher: cipher(),
    now: () => NOW,
    retentionSeconds: 60,
  });
  return { log, calls };
}

function aSuccess(messageId: string) {
  return { delivery: aDelivery({ messageId }), attempt: anAttempt({}) };
}

function aDelivery(fields: Partial<Delivery>): Delivery {
  return {
    accountId: 'demo',
    messageId: 'msg_1',
    subscriptionId: 'sub_1',
    eventType: 'call.ended',
    status: 'delivered',
    round: 1,
    attempts: 1,
    attemptsBeforeRound: 0,
    firstAttemptAt: NOW,
    lastAttemptAt: NOW,
    body: '{}',
    ...fields,
  };
}

function anAttempt(fields: Partial<Attempt>): Attempt {
  return { number: 1, round: 1, startedAt: NOW, durationMs: 1, outcome: 'delivered', ...fields };
}
