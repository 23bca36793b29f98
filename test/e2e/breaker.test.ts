import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Api, createAccount, expectStatus } from './support/api.ts';
import { eventually } from './support/eventually.ts';
import { putEvents } from './support/put-events.ts';
import { type Receiver, startReceiver } from './support/receiver.ts';
import { createSubscription, type SubscriptionResource } from './support/subscription.ts';

const MESSAGES = 15;

let api: Api;
let receiver: Receiver;
let subscription: SubscriptionResource;
let isDown = true;

before(async () => {
  const account = await createAccount();
  ({ api } = account);
  receiver = await startReceiver(() => ({ status: isDown ? 503 : 204 }));
  subscription = await createSubscription(api, {
    url: receiver.url,
    max_concurrency: 2,
    retry_policy: { schedule_seconds: [1, 1, 1, 1, 1, 1] },
  });
  const detail = (n: number) => ({ account_id: account.accountId, data: { n } });
  await putEvents(Array.from({ length: MESSAGES }, (_, n) => ({ type: 'call.ended', detail: detail(n) })));
});
after(() => receiver.stop());

test('ten failures in a row open the breaker, and it is visible', async () => {
  const health = await eventually('the breaker has opened', async () => {
    const { body } = await api<{ health: Health }>('GET', `/v1/subscriptions/${subscription.id}`);
    return body.health.open_until !== null && body.health;
  });
  assert.ok(health.failures_in_row >= 10);
  assert.ok(typeof health.failing_since === 'string');
});

test('while it is open one probe at a time is all that is sent, and no other message uses up an attempt', async () => {
  const opened = receiver.received.length;
  const [probe] = (await receiver.waitFor(opened + 1)).slice(opened);
  const second = (await receiver.waitFor(opened + 2))[opened + 1];
  assert.ok(probe && second);
  // A cool-down of this stage is 1 s: two probes are at least that far apart.
  assert.ok(second.at - probe.at >= 1_000, `${second.at - probe.at} ms between two probes`);
});

test('the first success closes it and every message is delivered', async () => {
  isDown = false;
  await eventually('every message has succeeded', async () => {
    const path = `/v1/subscriptions/${subscription.id}/deliveries?status=delivered&limit=50`;
    const { data } = await expectStatus(200, api<{ data: unknown[] }>('GET', path));
    return data.length === MESSAGES;
  });
  const ids = new Set(receiver.received.map(({ headers }) => headers['webhook-id']));
  assert.equal(ids.size, MESSAGES);
  const { body } = await api<{ health: Health }>('GET', `/v1/subscriptions/${subscription.id}`);
  assert.deepEqual([body.health.breaker, body.health.failures_in_row], ['closed', 0]);
});

type Health = {
  readonly breaker: string;
  readonly failures_in_row: number;
  readonly failing_since: string | null;
  readonly open_until: string | null;
};
