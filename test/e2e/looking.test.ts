import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Api, createAccount, expectStatus } from './support/api.ts';
import { eventually } from './support/eventually.ts';
import { putEvents } from './support/put-events.ts';
import { type Receiver, startReceiver } from './support/receiver.ts';
import { createSubscription } from './support/subscription.ts';

type Delivery = {
  readonly message_id: string;
  readonly subscription_id: string;
  readonly event_type: string;
  readonly status: string;
  readonly first_attempt_at: string;
};

type Attempt = {
  readonly started_at: string;
  readonly duration_ms: number;
  readonly status_code: number;
  readonly request_headers: Readonly<Record<string, string>>;
  readonly response_headers: Readonly<Record<string, string>>;
  readonly response_body: string;
  readonly response_truncated: boolean;
};

type Page = { readonly data: readonly Delivery[]; readonly next_cursor: string | null };

let api: Api;
let receiver: Receiver;
let impatient: string;
let patient: string;

/** `call.failed` is refused for good by one subscription, and will be tried again by the other. */
before(async () => {
  const account = await createAccount();
  ({ api } = account);
  receiver = await startReceiver(({ body }) => ({ status: body.includes('"call.failed"') ? 500 : 204 }));
  const subscribe = async (delays: readonly number[]) => {
    const fields = { url: receiver.url, events: ['call.*'], retry_policy: { schedule_seconds: delays } };
    return (await createSubscription(api, fields)).id;
  };
  [impatient, patient] = [await subscribe([]), await subscribe([3_600])];
  for (const [n, type] of [
    'call.ended',
    'call.failed',
    'call.started',
    'call.failed',
    'call.ended',
  ].entries()) {
    await putEvents([{ type, detail: { account_id: account.accountId, data: { n } } }]);
    await eventually(`${n + 1} deliveries of both are on record`, async () => {
      const [first, second] = [await list(impatient), await list(patient)];
      return first.length === n + 1 && second.length === n + 1;
    });
  }
});
after(() => receiver.stop());

async function list(id: string, query = ''): Promise<readonly Delivery[]> {
  const answer = api<Page>('GET', `/v1/subscriptions/${id}/deliveries${query}`);
  return (await expectStatus(200, answer)).data;
}

async function typesOf(id: string, query: string): Promise<readonly string[]> {
  return (await list(id, query)).map(({ event_type }) => event_type);
}

test('deliveries are found by their status, by their event type, and by both', async () => {
  const failed = ['call.failed', 'call.failed'];
  assert.deepEqual(await typesOf(impatient, '?status=exhausted'), failed);
  assert.deepEqual(await typesOf(patient, '?status=retrying'), failed);
  assert.deepEqual(await typesOf(patient, '?status=exhausted'), []);
  assert.deepEqual(await typesOf(patient, '?status=delivered'), ['call.ended', 'call.started', 'call.ended']);
  assert.deepEqual(await typesOf(patient, '?event_type=call.started'), ['call.started']);
  assert.deepEqual(await typesOf(patient, '?event_type=call.ended&status=delivered'), [
    'call.ended',
    'call.ended',
  ]);
  assert.deepEqual(await typesOf(patient, '?event_type=call.ended&status=retrying'), []);
  assert.deepEqual(await typesOf(patient, '?event_type=agent.error'), []);
});

test('deliveries are found by their time: from it on, and until before it', async () => {
  const all = await list(impatient);
  const times = all.map(({ first_attempt_at: at }) => at);
  assert.deepEqual(times, times.toSorted().toReversed(), 'the latest come first');
  const [, , third = '', , first = ''] = times;
  assert.deepEqual(await list(impatient, `?from=${third}`), all.slice(0, 3));
  assert.deepEqual(await list(impatient, `?to=${third}`), all.slice(3));
  assert.deepEqual(await list(impatient, `?from=${first}&to=${third}`), all.slice(3));
  assert.deepEqual(await list(impatient, `?from=${first}&to=${third}&status=exhausted`), all.slice(3, 4));
  assert.deepEqual(await list(impatient, `?to=${first}`), []);
});

test('page after page gives every delivery once, in the same order', async () => {
  const found: Delivery[] = [];
  let cursor: string | null = '';
  for (let pages = 0; cursor !== null && pages < 10; pages++) {
    const query: string = `?limit=2${cursor && `&cursor=${cursor}`}`;
    const page = await expectStatus(200, api<Page>('GET', `/v1/subscriptions/${patient}/deliveries${query}`));
    found.push(...page.data);
    cursor = page.next_cursor;
  }
  assert.deepEqual(found, await list(patient));
});

test('a message is found by its id with what became of it at every subscription', async () => {
  const [{ message_id: id } = { message_id: '' }] = await list(patient, '?status=retrying');
  const message = await expectStatus(200, api<Page & { event_type: string }>('GET', `/v1/messages/${id}`));
  assert.equal(message.event_type, 'call.failed');
  assert.deepEqual(
    new Map(message.data.map(({ subscription_id, status }) => [subscription_id, status])),
    new Map([
      [impatient, 'exhausted'],
      [patient, 'retrying'],
    ]),
  );
});

test('an attempt shows what was sent, its credentials masked, and the beginning of what was answered', async (t) => {
  const talkative = await startReceiver(() => ({
    status: 422,
    headers: { 'x-reason': 'no such call', 'content-type': 'text/plain' },
    body: 'é'.repeat(10_000),
  }));
  t.after(() => talkative.stop());
  const { api: own, accountId } = await createAccount();
  const { id } = await createSubscription(own, {
    url: talkative.url,
    authentication: { type: 'bearer', token: 'swordfish' },
    headers: { 'x-team': 'blue' },
    retry_policy: { schedule_seconds: [] },
  });
  await putEvents([{ type: 'call.ended', detail: { account_id: accountId, data: {} } }]);
  const [sent] = await talkative.waitFor(1);
  const path = `/v1/subscriptions/${id}/deliveries/${String(sent?.headers['webhook-id'])}`;
  const { body, attempts } = await eventually('the delivery is on record', async () => {
    const answer = await own<{ body: string; attempts: readonly Attempt[] }>('GET', path);
    return answer.status === 200 && answer.body;
  });
  assert.equal(body, sent?.body);
  const [attempt] = attempts;
  assert.ok(attempt && sent);
  const { authorization, 'webhook-signature': signature, ...shown } = attempt.request_headers;
  assert.deepEqual([authorization, signature], ['***', '***']);
  const readable = [
    'content-type',
    'user-agent',
    'webhook-id',
    'webhook-timestamp',
    'webhook-attempt',
    'x-team',
  ];
  for (const name of readable) assert.equal(shown[name], sent.headers[name], name);
  const { 'x-reason': reason, 'content-type': type } = attempt.response_headers;
  assert.deepEqual([attempt.status_code, reason, type], [422, 'no such call', 'text/plain']);
  assert.equal(attempt.response_body, 'é'.repeat(8_192), 'to 16 KiB');
  assert.equal(attempt.response_truncated, true);
  assert.ok(attempt.duration_ms >= 0 && Date.parse(attempt.started_at) > 0);
});
