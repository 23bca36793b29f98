import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DecidedRecord } from '../../../../lambdas/deliver/decided-record.ts';
import type { DeliverDependencies } from '../../../../lambdas/deliver/dependencies.ts';
import { handleRecord } from '../../../../lambdas/deliver/handle-record.ts';
import { readRecord } from '../../../../lambdas/deliver/received-record.ts';
import type { Delivery } from '../../../../shared/delivery/delivery.ts';
import { createDeliveryLog } from '../../../../shared/delivery/delivery-log.ts';
import type { Message } from '../../../../shared/message/message.ts';
import { queueAddress } from '../../../../shared/queue/queue-address.ts';
import { createSubscriptionStore } from '../../../../shared/subscription/subscription-store.ts';
import { aSubscription } from '../../../fixtures/a-subscription.ts';
import { encryptingAws } from '../../shared/encryption/encrypting-aws.ts';

const NOW = 1_700_000_000_000;
const now = () => NOW;
const subscription = aSubscription();
const message: Message = { id: 'msg_1', accountId: 'demo', eventType: 'call.ended', body: '{}' };
const address = queueAddress(`arn:aws:sqs:eu-west-1:111122223333:webhooks-test-${subscription.id}`);
const gone = {
  kind: 'permanent',
  errorCode: 'gone',
  response: { statusCode: 410, headers: {}, body: '', bodyTruncated: false },
} as const;

test('a delivery that another record has in hand by now is not given up', async (t) => {
  const { dependencies, sent, log } = await aWorld(t);
  const retrying = aDelivery({ attempts: 1 });
  await log.claim({ ...retrying, claimedAt: NOW });
  // Somebody sends it again between the read of its row and the end of its schedule.
  await log.claim({ ...retrying, attempts: 2, claimedAt: NOW });
  const handled = await handleRecord(dependencies, address, {
    ...known(retrying),
    do: 'dead-letter',
    reason: 'attempts_exhausted',
    round: 1,
  });
  assert.equal(handled.next, 'hide');
  assert.deepEqual(sent, [], 'nothing is announced and no dead letter is sent');
});

test('a 410 of an endpoint that the subscription has left since disables nothing', async (t) => {
  const { dependencies, subscriptions } = await aWorld(t);
  const attempt = {
    ...known(undefined),
    do: 'attempt',
    number: 1,
    round: 1,
    attemptsBeforeRound: 0,
  } as const;
  await subscriptions.change('demo', subscription.id, () => ({ url: 'https://example.com/moved' }));
  await handleRecord(dependencies, address, attempt);
  const statusNow = async () => (await subscriptions.get('demo', subscription.id))?.status;
  assert.equal(await statusNow(), 'active');
  await subscriptions.change('demo', subscription.id, () => ({ url: subscription.url }));
  await handleRecord(dependencies, address, { ...attempt, message: { ...message, id: 'msg_2' } });
  assert.equal(await statusNow(), 'disabled');
});

async function aWorld(t: TestContext) {
  t.mock.method(console, 'info', () => undefined);
  const { dynamodb, cipher: newCipher, createTable } = await encryptingAws(t);
  await createTable('subscriptions');
  await createTable('deliveries');
  const cipher = newCipher();
  const subscriptions = createSubscriptionStore({ dynamodb, table: 'subscriptions', cipher, now });
  await subscriptions.insert(subscription);
  const log = createDeliveryLog({ dynamodb, table: 'deliveries', cipher, now, retentionSeconds: 60 });
  const sent: unknown[] = [];
  const send = (command: unknown) => Promise.resolve(void sent.push(command)).then(() => ({}));
  const dependencies = {
    log,
    subscriptions,
    sqs: { send } as unknown as SQSClient,
    events: { send } as unknown as DeliverDependencies['events'],
    attempt: () => Promise.resolve(gone),
    claimMs: 90_000,
    now,
    random: () => 0,
  } as unknown as DeliverDependencies;
  return { dependencies, sent, log, subscriptions };
}

function known(delivery: Delivery | undefined) {
  const record = readRecord({
    messageId: '1',
    receiptHandle: '1',
    body: '{}',
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '0',
      SenderId: '',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: '',
    awsRegion: '',
  });
  const storedBody = () => Promise.resolve(message.body);
  return { record, message, subscription, delivery, storedBody } satisfies Partial<DecidedRecord>;
}

function aDelivery(fields: Partial<Delivery>): Delivery {
  return {
    accountId: 'demo',
    messageId: message.id,
    subscriptionId: subscription.id,
    eventType: message.eventType,
    status: 'retrying',
    round: 1,
    attempts: 1,
    attemptsBeforeRound: 0,
    firstAttemptAt: NOW,
    lastAttemptAt: NOW,
    body: '{}',
    ...fields,
  };
}
