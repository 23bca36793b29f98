import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { GetQueueUrlCommand, ListQueuesCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { type Api, createAccount, expectStatus } from './support/api.ts';
import { awsClients } from './support/aws-clients.ts';
import { eventually } from './support/eventually.ts';
import { putEvents } from './support/put-events.ts';
import { type Receiver, startReceiver } from './support/receiver.ts';
import { createSubscription } from './support/subscription.ts';

const receivers: Receiver[] = [];
after(() => Promise.all(receivers.map((receiver) => receiver.stop())));

test('an event that is emitted twice under one idempotency key arrives once', async () => {
  const { accountId, api, receiver } = await anAccount();
  const { id } = await createSubscription(api, { url: receiver.url });
  const detail = { account_id: accountId, data: { n: 1 }, idempotency_key: 'order-1' };
  await putEvents([{ type: 'call.ended', detail }]);
  await receiver.waitFor(1);
  await delivered(api, id, 1);
  await putEvents([
    { type: 'call.ended', detail },
    { type: 'call.started', detail: { account_id: accountId, data: { n: 2 } } },
  ]);
  const received = await receiver.waitFor(2);
  await delivered(api, id, 2);
  assert.deepEqual(
    received.map(({ body }) => JSON.parse(body).event),
    ['call.ended', 'call.started'],
  );
});

test('a copy of a record that was delivered is acknowledged and not sent again', async () => {
  const { accountId, api, receiver } = await anAccount();
  const { id } = await createSubscription(api, { url: receiver.url });
  await putEvents([{ type: 'call.ended', detail: { account_id: accountId, data: { n: 1 } } }]);
  await receiver.waitFor(1);
  await delivered(api, id, 1);
  const envelope = {
    version: '0',
    id: String(receiver.received[0]?.headers['webhook-id']).slice('msg_'.length),
    'detail-type': 'call.ended',
    source: 'freyavoice.e2e',
    time: new Date().toISOString(),
    detail: { account_id: accountId, data: { n: 1 } },
  };
  const QueueUrl = await queueOf(id);
  await awsClients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(envelope) }));
  await putEvents([{ type: 'call.started', detail: { account_id: accountId, data: { n: 2 } } }]);
  await delivered(api, id, 2);
  assert.equal(receiver.received.length, 2);
});

async function anAccount() {
  const receiver = await startReceiver();
  receivers.push(receiver);
  return { ...(await createAccount()), receiver };
}

function delivered(api: Api, id: string, count: number): Promise<true> {
  return eventually(`${count} deliveries are on record`, async () => {
    const path = `/v1/subscriptions/${id}/deliveries?status=delivered`;
    const { data } = await expectStatus(200, api<{ data: unknown[] }>('GET', path));
    return data.length === count;
  }).then(() => true);
}

async function queueOf(id: string): Promise<string | undefined> {
  const { QueueUrls = [] } = await awsClients.sqs.send(new ListQueuesCommand({}));
  const name = QueueUrls.find((url) => url.endsWith(id))
    ?.split('/')
    .at(-1);
  return (await awsClients.sqs.send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl;
}
