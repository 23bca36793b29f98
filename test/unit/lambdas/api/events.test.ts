import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ProblemError } from '../../../../shared/problem/problem-error.ts';
import { apiUnderTest } from './api-under-test.ts';

const event = { account_id: 'acme', event_type: 'call.ended', data: { call_id: 'call_1' } };

async function withAccount() {
  const api = apiUnderTest();
  const key = await api.keyOf('acme');
  const emit = (body: unknown, more: object = {}) => api.call('POST', '/v1/events', { body, ...more });
  return { api, key, emit };
}

test('an event is put with a key of its own, and the id of its message is answered', async () => {
  const { api, emit } = await withAccount();
  const [first, second] = [await emit(event), await emit(event)];
  assert.equal(first.status, 202);
  assert.match(String(first.body['message_id']), /^msg_[0-9a-f]{32}$/);
  assert.notEqual(second.body['message_id'], first.body['message_id']);
  assert.deepEqual(
    api.put.map(({ idempotencyKey }) => idempotencyKey),
    [first.body['idempotency_key'], second.body['idempotency_key']],
  );
});

test('the same idempotency key is the same message, from the body or else from the header', async () => {
  const { api, emit } = await withAccount();
  const own = { ...event, idempotency_key: 'call_1-ended' };
  const ids = [await emit(own), await emit(own)].map(({ body }) => body['message_id']);
  assert.equal(ids[0], ids[1]);
  const headers = { 'idempotency-key': 'h1' };
  const byHeader = [await emit(event, { headers }), await emit(event, { headers })];
  assert.equal(byHeader[0]?.text, byHeader[1]?.text);
  assert.deepEqual(
    api.put.map(({ idempotencyKey }) => idempotencyKey),
    ['call_1-ended', 'call_1-ended', 'h1'],
  );
});

test('numbers and the timestamp keep their text', async () => {
  const { api, emit } = await withAccount();
  const text =
    '{"account_id":"acme","event_type":"call.ended","timestamp":"2026-01-15T10:30:00.120000Z","data":{"n":12345678901234567890,"p":1.10}}';
  assert.equal((await emit(text)).status, 202);
  assert.equal(JSON.stringify(api.put[0]?.data), '{"n":12345678901234567890,"p":1.10}');
  assert.equal(api.put[0]?.timestamp, '2026-01-15T10:30:00.120000Z');
});

test('rejects what would reach nobody, by its field', async () => {
  const { api, emit } = await withAccount();
  const { data: _, ...without } = event;
  for (const [body, field] of [
    [{ ...event, account_id: 'nobody' }, 'account_id'],
    [{ ...event, account_id: 'a b' }, 'account_id'],
    [{ ...event, event_type: 'call.unknown' }, 'event_type'],
    [{ ...event, event_type: 'subscription.disabled' }, 'event_type'],
    [{ ...event, timestamp: 'now' }, 'timestamp'],
    [{ ...event, timestamp: '2026-01-15T10:30:00+01:00' }, 'timestamp'],
    [{ ...event, idempotency_key: '' }, 'idempotency_key'],
    [{ ...event, data: 'x'.repeat(262_144) }, 'data'],
    [{ ...event, type: 'call.ended' }, 'type'],
    [without, 'data'],
  ] as const) {
    const refused = await emit(body);
    assert.deepEqual([refused.status, refused.body.errors?.map((error) => error.field)], [422, [field]]);
  }
  assert.equal(api.put.length, 0);
});

test('rejects more events than an account may have each second, and an account that emits itself', async () => {
  const { api, key, emit } = await withAccount();
  await api.call('PATCH', '/v1/accounts/acme', { body: { limits: { events_per_second: 1 } } });
  assert.equal((await emit(event)).status, 202);
  const refused = await emit(event);
  assert.deepEqual([refused.status, refused.body.code], [429, 'too_many_requests']);
  api.clock.now += 1_000;
  assert.equal((await emit(event)).status, 202);
  assert.equal((await emit(event, { key })).status, 403);
  assert.equal(api.put.length, 2);
});

test('fails with 503 where the bus does not take it, and the same event may be sent again', async () => {
  const { api, emit } = await withAccount();
  const { putEvent } = api.dependencies;
  const headers = { 'idempotency-key': 'h1' };
  Object.assign(api.dependencies, {
    putEvent: () => Promise.reject(new ProblemError('event_not_taken', 'ThrottlingException')),
  });
  assert.equal((await emit(event, { headers })).status, 503);
  Object.assign(api.dependencies, { putEvent });
  assert.equal((await emit(event, { headers })).status, 202);
});
