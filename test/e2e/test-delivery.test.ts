import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { type Api, createAccount, expectStatus } from './support/api.ts';
import { type ReceiverAnswer, startReceiver, verify } from './support/receiver.ts';
import { createSubscription } from './support/subscription.ts';

type Tested = {
  readonly message_id: string;
  readonly event_type: string;
  readonly body: string;
  readonly attempt: Readonly<Record<string, unknown>> & {
    readonly request_headers: Readonly<Record<string, string>>;
  };
};

async function subscribed(t: TestContext, answer: () => ReceiverAnswer = () => ({ status: 204 })) {
  const { api } = await createAccount();
  const receiver = await startReceiver(answer);
  t.after(() => receiver.stop());
  const authentication = { type: 'bearer', token: 'swordfish' };
  const subscription = await createSubscription(api, {
    url: receiver.url,
    events: ['call.*'],
    authentication,
  });
  const path = `/v1/subscriptions/${subscription.id}`;
  return { api, receiver, path, secret: subscription.secret };
}

function tryOut(api: Api, path: string, body: object): Promise<Tested> {
  return expectStatus(200, api<Tested>('POST', `${path}/test`, body));
}

test("a test sends the event type's example, signed and marked, and answers with its attempt", async (t) => {
  const { api, receiver, path, secret } = await subscribed(t);
  const { example } = await expectStatus(200, api<{ example: object }>('GET', '/v1/event-types/agent.error'));
  const tested = await tryOut(api, path, { event_type: 'agent.error' });
  const [request] = await receiver.waitFor(1);
  assert.ok(request);
  verify(secret, request);
  assert.equal(request.headers['webhook-test'], 'true');
  assert.match(tested.message_id, /^msg_test_[0-9a-f]{32}$/);
  assert.equal(request.headers['webhook-id'], tested.message_id);
  assert.equal(request.body, tested.body);
  const { event, data } = JSON.parse(tested.body) as Record<string, unknown>;
  assert.deepEqual([event, data], ['agent.error', example]);
  const { number, outcome, status_code, request_headers } = tested.attempt;
  assert.deepEqual([number, outcome, status_code], [1, 'delivered', 204]);
  assert.equal(request_headers['authorization'], '***');
  assert.equal(request_headers['webhook-test'], 'true');
});

test('a test counts for no statistic, breaker or failure rule, and is in no list', async (t) => {
  const { api, path } = await subscribed(t, () => ({ status: 500 }));
  for (let count = 0; count < 12; count++) {
    const { attempt } = await tryOut(api, path, { event_type: 'call.ended', data: { n: 1.5 } });
    assert.deepEqual(
      [attempt['outcome'], attempt['error_code'], attempt['next_at']],
      ['retryable', 'http_status', null],
    );
  }
  const { body: subscription } = await api<{ health: object }>('GET', path);
  const well = { failing_since: null, failures_in_row: 0, breaker: 'closed', open_until: null };
  assert.deepEqual(subscription.health, well);
  const { body: stats } = await api<{ total: { attempts: number } }>('GET', `${path}/stats`);
  assert.equal(stats.total.attempts, 0);
  const { body: list } = await api<{ data: unknown[] }>('GET', `${path}/deliveries`);
  assert.deepEqual(list.data, []);
});

test('a paused and a disabled subscription can be tested, with a body of one’s own', async (t) => {
  const { api, receiver, path } = await subscribed(t);
  for (const [move, data] of [
    ['pause', { call_id: 'mine' }],
    ['disable', [1, null, 'x']],
  ] as const) {
    await expectStatus(200, api('POST', `${path}/${move}`));
    const { body } = await tryOut(api, path, { event_type: 'call.ended', data });
    assert.deepEqual((JSON.parse(body) as { data: unknown }).data, data);
  }
  assert.equal(receiver.received.length, 2);
});

test('what an endpoint cannot do is in the attempt, not in the status', async (t) => {
  const { api, receiver, path } = await subscribed(t);
  await receiver.stop();
  const { attempt } = await tryOut(api, path, { event_type: 'call.ended' });
  const { error_code, status_code } = attempt;
  assert.deepEqual({ error_code, status_code }, receiver.whenStopped);
});

test('rejects an event type that is none, a payload that is too large, and a subscription of another account', async (t) => {
  const { api, path } = await subscribed(t);
  const fieldOf = async (body: object) =>
    (await expectStatus(422, api<{ errors: { field: string }[] }>('POST', `${path}/test`, body))).errors[0]
      ?.field;
  assert.equal(await fieldOf({ event_type: 'call.*' }), 'event_type');
  assert.equal(await fieldOf({}), 'event_type');
  assert.equal(await fieldOf({ event_type: 'call.ended', data: 'x'.repeat(300_000) }), 'data');
  const other = await createAccount();
  await expectStatus(404, other.api('POST', `${path}/test`, { event_type: 'call.ended' }));
});
