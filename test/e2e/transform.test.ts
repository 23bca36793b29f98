import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { type Api, createAccount, expectStatus } from './support/api.ts';
import { eventually } from './support/eventually.ts';
import { putEvents } from './support/put-events.ts';
import { type Received, type ReceiverAnswer, startReceiver, verify } from './support/receiver.ts';
import { createSubscription } from './support/subscription.ts';

/** What a channel of Slack takes, as docs/receiving.md shows it. */
const SLACK = `{
  "text": "Call " & data.call_id & " ended: " & data.outcome,
  "blocks": [{ "type": "section", "text": { "type": "mrkdwn", "text": "*" & data.call_id & "* took " & data.duration & " s" } }]
}`;

type Delivery = Readonly<Record<string, unknown>> & {
  readonly message_id: string;
  readonly body: string;
  readonly attempts: readonly Readonly<Record<string, unknown>>[];
};

async function subscribed(
  t: TestContext,
  fields: object,
  answer: (request: Received, count: number) => ReceiverAnswer = () => ({ status: 204 }),
) {
  const { api, accountId } = await createAccount();
  const receiver = await startReceiver(answer);
  t.after(() => receiver.stop());
  const subscription = await createSubscription(api, {
    url: receiver.url,
    events: ['call.ended'],
    ...fields,
  });
  const path = `/v1/subscriptions/${subscription.id}`;
  const emit = (data: object) => putEvents([{ type: 'call.ended', detail: { account_id: accountId, data } }]);
  return { api, receiver, path, emit, secret: subscription.secret };
}

async function latest(api: Api, path: string, status: string): Promise<Delivery> {
  const { message_id } = await eventually(`a delivery is ${status}`, async () => {
    const { body } = await api<{ data: { message_id: string }[] }>(
      'GET',
      `${path}/deliveries?status=${status}`,
    );
    return body.data[0];
  });
  return expectStatus(200, api<Delivery>('GET', `${path}/deliveries/${message_id}`));
}

test('a transform makes a message that Slack takes, signed as it is sent', async (t) => {
  const { api, receiver, path, emit, secret } = await subscribed(t, { transform: SLACK });
  await emit({ call_id: 'call_123', duration: 120, outcome: 'success' });
  const [request] = await receiver.waitFor(1);
  assert.ok(request);
  verify(secret, request);
  assert.deepEqual(JSON.parse(request.body), {
    text: 'Call call_123 ended: success',
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '*call_123* took 120 s' } }],
  });
  const delivery = await latest(api, path, 'delivered');
  assert.equal(delivery.body, request.body);
  assert.equal(delivery['transformed'], true);
});

test('every attempt and a resend send the same bytes, whatever becomes of the transform', async (t) => {
  const transform = '{ "n": data.n, "luck": $random(), "at": $millis() }';
  const fields = { transform, retry_policy: { schedule_seconds: [2, 1] } };
  const { api, receiver, path, emit } = await subscribed(t, fields, (_request, count) => ({
    status: count < 3 ? 500 : 204,
  }));
  await emit({ n: 1 });
  await receiver.waitFor(1);
  await expectStatus(200, api('PATCH', path, { transform: '"changed"' }));
  await receiver.waitFor(3);
  const { message_id } = await latest(api, path, 'delivered');
  await expectStatus(202, api('POST', `${path}/deliveries/${message_id}/resend`));
  const bodies = (await receiver.waitFor(4)).map(({ body }) => body);
  assert.match(bodies[0] ?? '', /^\{"n":1,"luck":0\.\d+,"at":\d+\}$/);
  assert.deepEqual(new Set(bodies), new Set([bodies[0]]));
});

test('a transform that fails makes a dead letter at once, blames nobody’s endpoint, and is tried anew by a resend', async (t) => {
  const { api, receiver, path, emit } = await subscribed(t, { transform: '$match(data.text, /(a+)+$/)' });
  await emit({ text: `${'a'.repeat(50)}!` });
  const failed = await latest(api, path, 'exhausted');
  assert.equal(failed['reason'], 'transform_failed');
  const [attempt] = failed.attempts;
  assert.deepEqual([attempt?.['error_code'], attempt?.['request_headers']], ['transform_failed', null]);
  assert.match(String(attempt?.['error_detail']), /^timeout: .* 1000 ms/);
  const { body: subscription } = await api<{ health: { failures_in_row: number } }>('GET', path);
  assert.equal(subscription.health.failures_in_row, 0);
  assert.equal(receiver.received.length, 0);
  const { body: stats } = await api<{ total: { attempts: number; exhausted: number } }>(
    'GET',
    `${path}/stats`,
  );
  assert.deepEqual([stats.total.attempts, stats.total.exhausted], [0, 1]);

  await expectStatus(200, api('PATCH', path, { transform: '$length(data.text)' }));
  await expectStatus(202, api('POST', `${path}/deliveries/${failed.message_id}/resend`));
  const [request] = await receiver.waitFor(1);
  assert.equal(request?.body, '51');
  const delivery = await latest(api, path, 'delivered');
  assert.deepEqual([delivery.body, delivery['transformed']], ['51', true]);
});

test('a test delivery goes through the transform and tells its failure', async (t) => {
  const { api, receiver, path } = await subscribed(t, { transform: 'data.call_id' });
  const ended = { event_type: 'call.ended', data: { call_id: 'x' } };
  const { body } = await expectStatus(200, api<{ body: string }>('POST', `${path}/test`, ended));
  assert.equal(body, '"x"');
  const nothing = { event_type: 'call.ended', data: {} };
  const { attempt } = await expectStatus(
    200,
    api<{ attempt: Record<string, unknown> }>('POST', `${path}/test`, nothing),
  );
  assert.deepEqual([attempt['outcome'], attempt['error_code']], ['permanent', 'transform_failed']);
  assert.match(String(attempt['error_detail']), /^no_result:/);
  assert.equal(receiver.received.length, 1);
});

test('rejects a transform that cannot be parsed, with the place, and null takes one away', async (t) => {
  const { api, path } = await subscribed(t, { transform: '$' });
  const { errors } = await expectStatus(
    422,
    api<{ errors: { field: string; allowed: string }[] }>('PATCH', path, { transform: '{ "a": ' }),
  );
  assert.equal(errors[0]?.field, 'transform');
  assert.match(errors[0].allowed, /at character 7/);
  const { transform } = await expectStatus(200, api('PATCH', path, { transform: null }));
  assert.equal(transform, null);
});
