import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { createDeliveryLog } from '../../../../shared/delivery/delivery-log.ts';
import { createReadBatch } from '../../../../shared/delivery/read-batch.ts';
import { createSubscriptionStore } from '../../../../shared/subscription/subscription-store.ts';
import { aSubscription } from '../../../fixtures/a-subscription.ts';
import { encryptingAws } from '../encryption/encrypting-aws.ts';

const NOW = 1_700_000_000_000;
const now = () => NOW;
const [one, two] = ['one', 'two'].map((accountId) => aSubscription({ accountId, id: `sub_${accountId}` }));

test('batches received at the same moment share one read, and each finds its own', async (t) => {
  const { readBatch, log, reads } = await twoSubscriptions(t);
  const body = '{"event":"two"}';
  await log.recordNeverAttempted({
    accountId: 'two',
    messageId: 'msg_1',
    subscriptionId: 'sub_two',
    eventType: 'call.ended',
    status: 'exhausted',
    round: 1,
    attempts: 0,
    attemptsBeforeRound: 0,
    firstAttemptAt: NOW,
    lastAttemptAt: NOW,
    body,
  });
  const [ofOne, ofTwo] = await Promise.all([
    readBatch('sub_one', [aMessage('one', 'msg_1')]),
    readBatch('sub_two', [aMessage('two', 'msg_1'), aMessage('two', 'msg_2')]),
  ]);
  assert.equal(reads(), 1);
  assert.deepEqual(ofOne.subscription('one'), one);
  assert.equal(ofOne.subscription('two'), undefined);
  assert.equal(ofOne.delivery(aMessage('one', 'msg_1')), undefined);
  assert.deepEqual(ofTwo.subscription('two'), two);
  assert.equal(ofTwo.delivery(aMessage('two', 'msg_1'))?.status, 'exhausted');
  assert.equal(await ofTwo.body(aMessage('two', 'msg_1')), body);
  assert.equal(ofTwo.delivery(aMessage('two', 'msg_2')), undefined);
});

test('more rows than one call takes are read by several, and the subscription of all of them once', async (t) => {
  const { readBatch, reads } = await twoSubscriptions(t);
  const batches = Array.from({ length: 12 }, (_, batch) =>
    Array.from({ length: 10 }, (_, index) => aMessage('one', `msg_${batch}_${index}`)),
  );
  const states = await Promise.all(batches.map((messages) => readBatch('sub_one', messages)));
  assert.equal(reads(), 2);
  assert.ok(states.every((state) => state.subscription('one')?.id === 'sub_one'));
});

test('a batch that DynamoDB refuses to read fails alone', async (t) => {
  const { readBatch } = await twoSubscriptions(t);
  const [refused, read] = await Promise.allSettled([
    readBatch('sub_one', [aMessage('one', 'm'.repeat(3_000))]),
    readBatch('sub_two', [aMessage('two', 'msg_1')]),
  ]);
  assert.equal(refused?.status, 'rejected');
  assert.equal(read?.status === 'fulfilled' && read.value.subscription('two')?.id, 'sub_two');
});

async function twoSubscriptions(t: TestContext) {
  const { dynamodb, cipher: newCipher, createTable, calls } = await encryptingAws(t);
  await createTable('subscriptions');
  await createTable('deliveries');
  const cipher = newCipher();
  const subscriptions = createSubscriptionStore({ dynamodb, table: 'subscriptions', cipher, now });
  for (const each of [one, two]) if (each) await subscriptions.insert(each);
  return {
    log: createDeliveryLog({ dynamodb, table: 'deliveries', cipher, now, retentionSeconds: 60 }),
    readBatch: createReadBatch({
      dynamodb,
      subscriptionsTable: 'subscriptions',
      deliveriesTable: 'deliveries',
      cipher,
    }),
    reads: () => calls.filter((call) => call === 'dynamodb BatchGetItem').length,
  };
}

function aMessage(accountId: string, id: string) {
  return { id, accountId, eventType: 'call.ended', body: '{}' };
}
