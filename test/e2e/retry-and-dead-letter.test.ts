import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { GetQueueUrlCommand, ListQueuesCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { type Api, createAccount } from './support/api.ts';
import { awsClients } from './support/aws-clients.ts';
import { eventually } from './support/eventually.ts';
import { putEvents } from './support/put-events.ts';
import { type Receiver, startReceiver, verify } from './support/receiver.ts';
import { createSubscription, type SubscriptionResource } from './support/subscription.ts';

let api: Api;
let accountId: string;
let receiver: Receiver;
let subscription: SubscriptionResource;

before(async () => {
  ({ api, accountId } = await createAccount());
  receiver = await startReceiver(() => ({ status: 500 }));
  subscription = await createSubscription(api, {
    url: receiver.url,
    retry_policy: { schedule_seconds: [1, 2] },
  });
  await putEvents([{ type: 'call.failed', detail: { account_id: accountId, data: { n: 1 } } }]);
});
after(() => receiver.stop());

test('a failing endpoint is tried again on the schedule, with the same bytes under fresh signatures', async () => {
  const received = await receiver.waitFor(3);
  const [first, second, third] = received;
  assert.ok(first && second && third);
  for (const request of received) verify(subscription.secret, request);
  assert.equal(new Set(received.map(({ body }) => body)).size, 1);
  assert.equal(new Set(received.map(({ headers }) => headers['webhook-id'])).size, 1);
  assert.deepEqual(
    received.map(({ headers }) => headers['webhook-attempt']),
    ['1', '2', '3'],
  );
  assert.ok(second.at - first.at >= 1_000, `first delay ${second.at - first.at} ms`);
  assert.ok(third.at - second.at >= 2_000, `second delay ${third.at - second.at} ms`);
});

test('every attempt is on record, and the delivery ends exhausted', async () => {
  const messageId = String(receiver.received[0]?.headers['webhook-id']);
  const path = `/v1/subscriptions/${subscription.id}/deliveries/${messageId}`;
  const delivery = await eventually('the delivery is exhausted', async () => {
    const { body } = await api('GET', path);
    return body['status'] === 'exhausted' && body;
  });
  assert.equal(delivery['reason'], 'attempts_exhausted');
  const attempts = delivery['attempts'] as { number: number; status_code: number; next_at: string | null }[];
  assert.deepEqual(
    attempts.map(({ number, status_code }) => [number, status_code]),
    [
      [1, 500],
      [2, 500],
      [3, 500],
    ],
  );
  assert.deepEqual(
    attempts.map(({ next_at }) => typeof next_at === 'string'),
    [true, true, false],
  );
});

test('the message is then in the dead-letter queue of its subscription, with its reason and next round', async () => {
  const message = await eventually('a dead letter is there', async () => {
    const { QueueUrls = [] } = await awsClients.sqs.send(new ListQueuesCommand({}));
    const url = QueueUrls.find((each) => each.endsWith(`${subscription.id}-dlq`));
    assert.ok(url, 'the subscription has a dead-letter queue');
    const QueueName = url.split('/').at(-1);
    const { QueueUrl } = await awsClients.sqs.send(new GetQueueUrlCommand({ QueueName }));
    const { Messages = [] } = await awsClients.sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'], WaitTimeSeconds: 1 }),
    );
    return Messages[0];
  });
  assert.equal(message.MessageAttributes?.['reason']?.StringValue, 'attempts_exhausted');
  assert.equal(message.MessageAttributes?.['round']?.StringValue, '2');
  assert.equal(JSON.parse(message.Body ?? '').detail.account_id, accountId);
});

test('the endpoint is not tried again after that', () => {
  assert.equal(receiver.received.length, 3);
});
