import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Api, createAccount, expectStatus } from './support/api.ts';
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
  receiver = await startReceiver();
  subscription = await createSubscription(api, { url: receiver.url, events: ['call.*'] });
});
after(() => receiver.stop());

test('an event put onto the bus arrives as a signed POST with the exact body', async () => {
  const data = '{"call_id":"call_123","cost":1.10,"id":12345678901234567890}';
  const detail = `{"account_id":"${accountId}","timestamp":"2024-01-15T10:30:00Z","data":${data}}`;
  await putEvents([{ type: 'call.ended', detail }]);
  const [request] = await receiver.waitFor(1);
  assert.ok(request);
  assert.equal(request.body, `{"event":"call.ended","timestamp":"2024-01-15T10:30:00Z","data":${data}}`);
  verify(subscription.secret, request);
  assert.equal(request.headers['content-type'], 'application/json');
  assert.equal(request.headers['webhook-attempt'], '1');
  assert.match(String(request.headers['webhook-id']), /^msg_[0-9a-f]{32}$/);
});

test('events of other accounts and of other types do not arrive', async () => {
  const other = await createAccount();
  const count = receiver.received.length;
  await putEvents([
    { type: 'call.ended', detail: { account_id: other.accountId, data: { n: 1 } } },
    { type: 'agent.error', detail: { account_id: accountId, data: { n: 2 } } },
    { type: 'call.started', detail: { account_id: accountId, data: { n: 3 } } },
  ]);
  const received = await receiver.waitFor(count + 1);
  assert.deepEqual(JSON.parse(received.at(-1)?.body ?? '').data, { n: 3 });
});

test('a delivery and its attempt are readable over the API', async () => {
  const messageId = String(receiver.received[0]?.headers['webhook-id']);
  const path = `/v1/subscriptions/${subscription.id}/deliveries`;
  const delivery = await eventually('the delivery is on record', async () => {
    const { status, body } = await api<DeliveryResource>('GET', `${path}/${messageId}`);
    return status === 200 && body;
  });
  assert.equal(delivery.status, 'delivered');
  assert.equal(delivery.event_type, 'call.ended');
  assert.deepEqual(
    delivery.attempts.map(({ number, outcome, status_code }) => [number, outcome, status_code]),
    [[1, 'delivered', 204]],
  );
  const sent = receiver.received[0]?.headers ?? {};
  const shown = delivery.attempts[0]?.request_headers ?? {};
  assert.deepEqual(
    Object.entries(shown).filter(([name, value]) => value !== sent[name]),
    [['webhook-signature', '***']],
  );
  const list = await expectStatus(200, api<{ data: { message_id: string }[] }>('GET', path));
  assert.ok(list.data.some(({ message_id }) => message_id === messageId));
  const { event_type, data } = await expectStatus(
    200,
    api<{ event_type: string; data: { subscription_id: string }[] }>('GET', `/v1/messages/${messageId}`),
  );
  assert.equal(event_type, 'call.ended');
  assert.deepEqual(
    data.map(({ subscription_id }) => subscription_id),
    [subscription.id],
  );
});

type DeliveryResource = {
  readonly status: string;
  readonly event_type: string;
  readonly attempts: readonly {
    number: number;
    outcome: string;
    status_code: number;
    request_headers: Record<string, string>;
  }[];
};
