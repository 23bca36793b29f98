import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Api, createAccount, expectStatus } from './support/api.ts';
import { eventually } from './support/eventually.ts';
import { putEvents } from './support/put-events.ts';
import { type Receiver, startReceiver } from './support/receiver.ts';
import { createSubscription, type SubscriptionResource } from './support/subscription.ts';

let api: Api;
let accountId: string;
let receiver: Receiver;
/** Gets every event too, so that one knows when those of a stopped subscription have been routed. */
let witness: Receiver;
/** Gets what the platform says about the subscriptions. */
let owner: Receiver;
let subscription: SubscriptionResource;
let isDown = true;

before(async () => {
  ({ api, accountId } = await createAccount());
  receiver = await startReceiver(() => ({ status: isDown ? 503 : 204 }));
  witness = await startReceiver();
  owner = await startReceiver();
  await createSubscription(api, { url: witness.url });
  await createSubscription(api, { url: owner.url, events: ['agent.*', 'subscription.disabled'] });
  subscription = await createSubscription(api, {
    url: receiver.url,
    retry_policy: { schedule_seconds: [2, 2, 2] },
  });
});
after(() => Promise.all([receiver, witness, owner].map(({ stop }) => stop())));

test('a paused subscription is sent nothing: neither new events nor the retry that falls due', async () => {
  await emit(1);
  await receiver.waitFor(1);
  const dueAt = await retryDueAt();

  const paused = await move('pause');
  assert.deepEqual([paused.status, paused['status_reason']], ['paused', 'by_hand']);
  assert.equal(typeof paused['paused_at'], 'string');
  isDown = false;
  const count = receiver.received.length;
  await emit(2);
  await emit(3);
  await witness.waitFor(3);
  await eventually('the retry is overdue', async () => Date.now() > dueAt + 1_500);

  assert.equal(receiver.received.length, count);
});

test('pausing it again changes nothing', async () => {
  const before = await resource();
  assert.deepEqual(await move('pause'), before);
  assert.deepEqual(await resource(), before);
});

test('a resumed subscription is sent everything that waited, the retry with its own number', async () => {
  const count = receiver.received.length;
  const resumed = await move('resume');
  assert.deepEqual([resumed.status, resumed['status_reason'], resumed['paused_at']], ['active', null, null]);

  const received = (await receiver.waitFor(count + 3)).slice(count);
  const attempts = received.map(({ headers, body }) => [
    (JSON.parse(body) as { data: { n: number } }).data.n,
    Number(headers['webhook-attempt']),
  ]);
  assert.deepEqual(
    attempts.toSorted(([a = 0], [b = 0]) => a - b),
    [
      [1, 2],
      [2, 1],
      [3, 1],
    ],
  );
});

test('a disabled subscription keeps the retry that waits, misses what happens meanwhile, and goes on when enabled', async () => {
  isDown = true;
  const before = receiver.received.length;
  await emit(4);
  await receiver.waitFor(before + 1);
  const dueAt = await retryDueAt();
  const disabled = await move('disable', { reason: 'maintenance' });
  const { status, status_reason: code, status_detail: words } = disabled;
  assert.deepEqual([status, code, words], ['disabled', 'by_hand', 'maintenance']);
  isDown = false;
  const count = receiver.received.length;
  await emit(5);
  await witness.waitFor(5);
  await eventually('the retry is overdue', async () => Date.now() > dueAt + 1_500);
  assert.equal(receiver.received.length, count);

  const enabled = await move('enable');
  assert.deepEqual([enabled.status, enabled['disabled_at']], ['active', null]);
  await emit(6);
  const received = (await receiver.waitFor(count + 2)).slice(count);
  const numbers = received.map(({ body }) => (JSON.parse(body) as { data: { n: number } }).data.n);
  assert.deepEqual(new Set(numbers), new Set([4, 6]));
});

test('the owner is told once that it was disabled and why, and * takes that in for nobody', async () => {
  const [told] = await owner.waitFor(1);
  const { event, data } = JSON.parse(told?.body ?? '') as { event: string; data: Record<string, unknown> };
  assert.deepEqual(
    [event, data['subscription_id'], data['reason'], data['detail']],
    ['subscription.disabled', subscription.id, 'by_hand', 'maintenance'],
  );
  assert.equal(owner.received.length, 1);
  assert.ok(witness.received.every(({ body }) => !body.includes('subscription.disabled')));
});

test('rejects a move that is not legal, and says from where it is', async () => {
  await move('disable');
  const { status, body } = await api('POST', `/v1/subscriptions/${subscription.id}/resume`);
  assert.deepEqual([status, body['code']], [409, 'illegal_move']);
  assert.match(
    String(body['detail']),
    /is disabled and cannot be moved by resume, .* from active, paused\.$/,
  );
});

function emit(n: number): Promise<void> {
  return putEvents([{ type: 'call.ended', detail: { account_id: accountId, data: { n } } }]);
}

function move(name: string, body?: object): Promise<SubscriptionResource> {
  const path = `/v1/subscriptions/${subscription.id}/${name}`;
  return expectStatus(200, api<SubscriptionResource>('POST', path, body));
}

function resource(): Promise<SubscriptionResource> {
  return expectStatus(200, api<SubscriptionResource>('GET', `/v1/subscriptions/${subscription.id}`));
}

/** When the latest message, which has failed once, is due again. */
function retryDueAt(): Promise<number> {
  const messageId = String(receiver.received.at(-1)?.headers['webhook-id']);
  const path = `/v1/subscriptions/${subscription.id}/deliveries/${messageId}`;
  return eventually('a retry is planned', async () => {
    const { body } = await api<{ next_at?: string | null }>('GET', path);
    return typeof body.next_at === 'string' && Date.parse(body.next_at);
  });
}
