import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Attempt, Delivery } from '../../../../shared/delivery/delivery.ts';
import type { DeliveryQuery } from '../../../../shared/delivery/list-deliveries.ts';
import { apiUnderTest } from './api-under-test.ts';

const FIRST = Date.UTC(2026, 0, 15, 10, 30);

const attempts: readonly Attempt[] = [
  {
    number: 1,
    round: 1,
    startedAt: FIRST,
    durationMs: 12,
    outcome: 'retryable',
    errorCode: 'timeout',
    nextAt: FIRST + 5_000,
  },
  {
    number: 2,
    round: 1,
    startedAt: FIRST + 5_000,
    durationMs: 34,
    outcome: 'retryable',
    statusCode: 500,
    errorCode: 'http_status',
    responseHeaders: { server: 'x' },
    responseBody: 'no',
    responseTruncated: false,
  },
];

function deliveryOf(subscriptionId: string): Delivery {
  return {
    accountId: 'acme',
    messageId: 'msg_1',
    subscriptionId,
    eventType: 'call.ended',
    status: 'exhausted',
    reason: 'attempts_exhausted',
    round: 1,
    attempts: 2,
    attemptsBeforeRound: 0,
    firstAttemptAt: FIRST,
    lastAttemptAt: FIRST + 5_000,
    body: '{"event":"call.ended"}',
  };
}

async function subscribed() {
  const queries: DeliveryQuery[] = [];
  const api = apiUnderTest({
    deliveries: {
      get: async (accountId, messageId, subscriptionId) =>
        accountId === 'acme' && messageId === 'msg_1'
          ? { delivery: deliveryOf(subscriptionId), attempts }
          : undefined,
      list: async (query) => {
        queries.push(query);
        const {
          accountId: _account,
          body: _body,
          attemptsBeforeRound: _before,
          ...summary
        } = deliveryOf(query.subscriptionId);
        const deliveries = [{ ...summary, statusCode: 500, errorCode: 'http_status' as const }];
        return query.before === undefined
          ? { deliveries, next: '2026-01-15T10:30:00.000Z#msg_1' }
          : { deliveries: [] };
      },
    },
  });
  const key = await api.keyOf('acme');
  const body = { url: 'https://hooks.example.com/in', events: ['*'] };
  const { id } = (await api.call('POST', '/v1/subscriptions', { key, body })).body;
  return { api, key, id, queries, path: `/v1/subscriptions/${id}/deliveries` };
}

test('deliveries are listed by status, event type and time', async () => {
  const { api, key, id, queries, path } = await subscribed();
  const query =
    'status=exhausted&event_type=call.ended&from=2026-01-15T00:00:00Z&to=2026-01-16T01:00:00%2B01:00&limit=3';
  const page = await api.call('GET', `${path}?${query}`, { key });
  assert.equal(page.status, 200);
  assert.deepEqual(queries, [
    {
      subscriptionId: id,
      buckets: 1,
      status: 'exhausted',
      eventType: 'call.ended',
      from: Date.UTC(2026, 0, 15),
      to: Date.UTC(2026, 0, 16),
      limit: 3,
    },
  ]);
  assert.deepEqual(page.body.data, [
    {
      message_id: 'msg_1',
      subscription_id: id,
      event_type: 'call.ended',
      status: 'exhausted',
      reason: 'attempts_exhausted',
      round: 1,
      attempt_count: 2,
      status_code: 500,
      error_code: 'http_status',
      next_at: null,
      first_attempt_at: '2026-01-15T10:30:00.000Z',
      last_attempt_at: '2026-01-15T10:30:05.000Z',
    },
  ]);
});

test('a list of deliveries goes on where its cursor says, under the same parameters only', async () => {
  const { api, key, queries, path } = await subscribed();
  const first = await api.call('GET', `${path}?status=exhausted`, { key });
  const cursor = first.body.next_cursor;
  const second = await api.call('GET', `${path}?status=exhausted&cursor=${cursor}`, { key });
  assert.deepEqual(second.body, { data: [], next_cursor: null });
  assert.equal(queries[1]?.before, '2026-01-15T10:30:00.000Z#msg_1');
  assert.equal((await api.call('GET', `${path}?status=delivered&cursor=${cursor}`, { key })).status, 400);
});

test('rejects a cursor that was made up', async () => {
  const { api, key, queries, path } = await subscribed();
  const first = await api.call('GET', `${path}?from=2026-01-15T00:00:00Z`, { key });
  const [list] = JSON.parse(Buffer.from(first.body.next_cursor ?? '', 'base64url').toString()) as [string];
  for (const made of ['2026-01-14T10:30:00.000Z#msg_1', 'x', '', '9999']) {
    const cursor = Buffer.from(JSON.stringify([list, made])).toString('base64url');
    const refused = await api.call('GET', `${path}?from=2026-01-15T00:00:00Z&cursor=${cursor}`, { key });
    assert.equal(refused.status, 400, made);
  }
  assert.equal(queries.length, 1);
});

test('rejects times that are none or run backwards, and a status that is none', async () => {
  const { api, key, path } = await subscribed();
  for (const [query, field] of [
    ['from=yesterday', 'from'],
    ['from=2026-01-15', 'from'],
    ['to=2026-13-15T00:00:00Z', 'to'],
    ['from=2026-01-15T00:00:00Z&to=2026-01-15T00:00:00Z', 'to'],
    ['status=pending', 'status'],
    ['event_type=', 'event_type'],
  ] as const) {
    const refused = await api.call('GET', `${path}?${query}`, { key });
    assert.deepEqual([refused.status, refused.body.errors[0]?.field], [400, field], query);
  }
});

test('a delivery is shown with its exact body and every attempt', async () => {
  const { api, key, id, path } = await subscribed();
  const shown = (await api.call('GET', `${path}/msg_1`, { key })).body;
  assert.equal(shown['body'], '{"event":"call.ended"}');
  assert.equal(shown['subscription_id'], id);
  assert.equal(shown['status_code'], 500, 'of the last attempt');
  assert.equal(shown['attempt_count'], 2);
  assert.deepEqual(shown['attempts'], [
    {
      number: 1,
      round: 1,
      started_at: '2026-01-15T10:30:00.000Z',
      duration_ms: 12,
      outcome: 'retryable',
      status_code: null,
      error_code: 'timeout',
      error_detail: null,
      request_headers: null,
      response_headers: null,
      response_body: null,
      response_truncated: false,
      next_at: '2026-01-15T10:30:05.000Z',
    },
    {
      number: 2,
      round: 1,
      started_at: '2026-01-15T10:30:05.000Z',
      duration_ms: 34,
      outcome: 'retryable',
      status_code: 500,
      error_code: 'http_status',
      error_detail: null,
      request_headers: null,
      response_headers: { server: 'x' },
      response_body: 'no',
      response_truncated: false,
      next_at: null,
    },
  ]);
  for (const other of ['msg_2', 'x', 'msg_1%23y'])
    assert.equal((await api.call('GET', `${path}/${other}`, { key })).status, 404);
});

test('a delivery that is retrying shows when its next attempt is due, and no reason', async () => {
  const nextAt = FIRST + 300_000;
  const api = apiUnderTest({
    deliveries: {
      get: async (_account, _message, subscriptionId) => {
        const { reason: _, ...delivery } = deliveryOf(subscriptionId);
        return { delivery: { ...delivery, status: 'retrying', nextAt }, attempts };
      },
      list: () => Promise.resolve({ deliveries: [] }),
    },
  });
  const key = await api.keyOf('acme');
  const body = { url: 'https://hooks.example.com/in', events: ['*'] };
  const { id } = (await api.call('POST', '/v1/subscriptions', { key, body })).body;
  const shown = (await api.call('GET', `/v1/subscriptions/${id}/deliveries/msg_1`, { key })).body;
  assert.deepEqual(
    [shown['status'], shown['reason'], shown['next_at']],
    ['retrying', null, '2026-01-15T10:35:00.000Z'],
  );
});
