import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { apiWith, createAccount, expectStatus } from './support/api.ts';
import { deliveryThat } from './support/delivery.ts';
import { putEvents } from './support/put-events.ts';
import { startReceiver, verify } from './support/receiver.ts';
import { createSubscription } from './support/subscription.ts';

test('a delivered message is sent again with its id and its bytes, as a new round', async (t) => {
  const world = await subscribed(t, () => 204);
  const [first] = await world.emit();
  assert.ok(first);
  await deliveryThat(world.api, world.path(first), ({ status }) => status === 'delivered');
  await expectStatus(202, world.api('POST', `${world.path(first)}/resend`));
  const [, second] = await world.receiver.waitFor(2);
  assert.ok(second);
  verify(world.secret, second);
  assert.equal(second.body, first.body);
  assert.equal(second.headers['webhook-id'], first.headers['webhook-id']);
  assert.equal(second.headers['webhook-attempt'], '2');
  const { attempts } = await deliveryThat(
    world.api,
    world.path(first),
    ({ attempts }) => attempts.length === 2,
  );
  assert.deepEqual(
    attempts.map(({ number, round, outcome }) => [number, round, outcome]),
    [
      [1, 1, 'delivered'],
      [2, 2, 'delivered'],
    ],
  );
});

test('a resend that is asked for twice under one idempotency key is made once', async (t) => {
  const world = await subscribed(t, () => 204);
  const [first] = await world.emit();
  assert.ok(first);
  await deliveryThat(world.api, world.path(first), ({ status }) => status === 'delivered');
  const once = apiWith(world.key, { 'idempotency-key': 'again' });
  const answers = [1, 2].map(() => once('POST', `${world.path(first)}/resend`));
  for (const answer of answers) assert.ok([202, 409].includes((await answer).status));
  const repeated = await once('POST', `${world.path(first)}/resend`);
  assert.deepEqual([repeated.status, repeated.headers.get('idempotency-replayed')], [202, 'true']);
  await world.receiver.waitFor(2);
  // Another one comes after all that was asked for before it.
  await expectStatus(202, world.api('POST', `${world.path(first)}/resend`));
  const { attempts } = await deliveryThat(world.api, world.path(first), ({ round }) => round === 3);
  assert.equal(attempts.length, 3);
  assert.equal(world.receiver.received.length, 3);
});

test('an exhausted message is delivered by a resend once its endpoint is mended', async (t) => {
  const world = await subscribed(t, (count) => (count === 1 ? 500 : 204));
  const [first] = await world.emit();
  assert.ok(first);
  await deliveryThat(world.api, world.path(first), ({ status }) => status === 'exhausted');
  await expectStatus(202, world.api('POST', `${world.path(first)}/resend`));
  const delivery = await deliveryThat(world.api, world.path(first), ({ status }) => status === 'delivered');
  assert.equal(delivery.round, 2);
});

test('a resend while a schedule runs is one attempt more, and the schedule stays as it was', async (t) => {
  const world = await subscribed(t, (count) => (count < 4 ? 500 : 204), [3, 1]);
  const [first] = await world.emit();
  assert.ok(first);
  const before = await deliveryThat(world.api, world.path(first), ({ next_at }) => next_at !== null);
  await expectStatus(202, world.api('POST', `${world.path(first)}/resend`));
  const after = await deliveryThat(world.api, world.path(first), ({ attempts }) => attempts.length === 2);
  assert.deepEqual([after.status, after.next_at, after.round], ['retrying', before.next_at, 1]);
  // Both retries of the schedule are still made: the attempt besides took none of them away.
  const received = await world.receiver.waitFor(4);
  assert.deepEqual(
    received.map(({ headers }) => headers['webhook-attempt']),
    ['1', '2', '3', '4'],
  );
  assert.ok((received[2]?.at ?? 0) >= Date.parse(before.next_at ?? ''), 'the retry came at its time');
  await deliveryThat(world.api, world.path(first), ({ status }) => status === 'delivered');
});

test('rejects a resend for a paused subscription and for a message that was never tried', async (t) => {
  const world = await subscribed(t, () => 204);
  const [first] = await world.emit();
  assert.ok(first);
  await deliveryThat(world.api, world.path(first), ({ status }) => status === 'delivered');
  const unknown = await world.api('POST', `/v1/subscriptions/${world.id}/deliveries/msg_unknown/resend`);
  assert.equal(unknown.status, 404);
  await expectStatus(200, world.api('POST', `/v1/subscriptions/${world.id}/pause`));
  const refused = await world.api('POST', `${world.path(first)}/resend`);
  assert.deepEqual([refused.status, refused.body['code']], [409, 'subscription_not_active']);
  assert.match(String(refused.body['detail']), /Resume it first/);
});

async function subscribed(
  t: TestContext,
  answer: (count: number) => number,
  schedule: readonly number[] = [],
) {
  const { api, accountId, key } = await createAccount();
  const receiver = await startReceiver((_request, count) => ({ status: answer(count) }));
  t.after(() => receiver.stop());
  const { id, secret } = await createSubscription(api, {
    url: receiver.url,
    retry_policy: { schedule_seconds: schedule },
  });
  return {
    api,
    key,
    id,
    secret,
    receiver,
    async emit() {
      await putEvents([
        { type: 'call.ended', detail: { account_id: accountId, data: { n: '1.10', quote: '"' } } },
      ]);
      return receiver.waitFor(1);
    },
    path: ({ headers }: { headers: Record<string, string | string[] | undefined> }) =>
      `/v1/subscriptions/${id}/deliveries/${String(headers['webhook-id'])}`,
  };
}
