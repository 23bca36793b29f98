import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Api, createAccount } from './support/api.ts';
import { eventually } from './support/eventually.ts';
import { putEvents } from './support/put-events.ts';
import { reconcileNow } from './support/reconcile.ts';
import { type Receiver, startReceiver } from './support/receiver.ts';
import { createSubscription, type SubscriptionResource } from './support/subscription.ts';

let api: Api;
let accountId: string;
let announced: Receiver;

before(async () => {
  ({ api, accountId } = await createAccount());
  announced = await startReceiver();
  await createSubscription(api, {
    url: announced.url,
    events: ['subscription.disabled', 'subscription.failing', 'subscription.recovered', 'message.exhausted'],
  });
});
after(() => announced.stop());

test('410 disables the subscription at once, and its owner is told', async () => {
  const receiver = await startReceiver(() => ({ status: 410 }));
  const { id } = await createSubscription(api, { url: receiver.url });
  await putEvents([{ type: 'call.ended', detail: { account_id: accountId, data: { n: 1 } } }]);
  const subscription = await statusOf(id, 'disabled');
  assert.equal(subscription['status_reason'], 'gone');
  const told = await announcement('subscription.disabled', id);
  assert.equal(told['reason'], 'gone');
  const given = await announcement('message.exhausted', id);
  assert.deepEqual([given['reason'], given['attempts'], given['last_status_code']], ['gone', 1, 410]);
  await receiver.stop();
  assert.equal(receiver.received.length, 1);
});

test('an endpoint that only fails is warned of once, then disabled with its reason', async () => {
  const receiver = await startReceiver(() => ({ status: 500 }));
  const created = await createSubscription(api, {
    url: receiver.url,
    retry_policy: { schedule_seconds: Array.from({ length: 15 }, () => 1) },
  });
  await putEvents(
    Array.from({ length: 12 }, (_, n) => ({
      type: 'call.ended',
      detail: { account_id: accountId, data: { n } },
    })),
  );
  const disableAt = await eventually('the time of disabling is visible before', async () => {
    const { body } = await api('GET', `/v1/subscriptions/${created.id}`);
    return body['status'] === 'active' && (body['disable_at'] as string | null);
  });
  const subscription = await statusOf(created.id, 'disabled', 60_000);
  assert.equal(subscription['status_reason'], 'failing');
  assert.ok(Date.parse(String(subscription['disabled_at'])) >= Date.parse(disableAt));
  await announcement('subscription.failing', created.id);
  const told = await announcement('subscription.disabled', created.id);
  assert.equal(told['reason'], 'failing');
  assert.equal(announcementsOf('subscription.failing', created.id).length, 1);
  await receiver.stop();
});

test('an endpoint that was warned of and recovers is announced', async () => {
  let isDown = true;
  const receiver = await startReceiver(() => ({ status: isDown ? 500 : 204 }));
  const { id } = await createSubscription(api, {
    url: receiver.url,
    retry_policy: { schedule_seconds: Array.from({ length: 15 }, () => 1) },
  });
  await putEvents(
    Array.from({ length: 12 }, (_, n) => ({
      type: 'call.ended',
      detail: { account_id: accountId, data: { n } },
    })),
  );
  await announcement('subscription.failing', id);
  isDown = false;
  await announcement('subscription.recovered', id);
  const { body } = await api('GET', `/v1/subscriptions/${id}`);
  assert.deepEqual([body['status'], body['disable_at']], ['active', null]);
  await receiver.stop();
});

test('nobody else can put an operational event', async () => {
  const event = { type: 'subscription.disabled', detail: { account_id: accountId, data: { forged: true } } };
  await assert.rejects(
    putEvents([{ ...event, source: 'freyavoice.webhooks' }]),
    /AccessDenied|not authorized/,
  );
  await putEvents([event]);
  await putEvents([{ type: 'call.ended', detail: { account_id: accountId, data: {} } }]);
  assert.ok(announced.received.every(({ body }) => !body.includes('forged')));
});

function statusOf(id: string, status: string, withinMs?: number): Promise<SubscriptionResource> {
  return eventually(
    `subscription ${id} is ${status}`,
    async () => {
      const { body } = await api<SubscriptionResource>('GET', `/v1/subscriptions/${id}`);
      return body.status === status && body;
    },
    withinMs,
  );
}

async function announcement(type: string, id: string): Promise<Record<string, unknown>> {
  return eventually(
    `${type} of ${id} is announced`,
    async () => {
      await reconcileNow(accountId, id);
      return announcementsOf(type, id)[0];
    },
    60_000,
  );
}

function announcementsOf(type: string, id: string): Record<string, unknown>[] {
  return announced.received
    .map(({ body }) => JSON.parse(body) as { event: string; data: Record<string, unknown> })
    .filter(({ event, data }) => event === type && data['subscription_id'] === id)
    .map(({ data }) => data);
}
