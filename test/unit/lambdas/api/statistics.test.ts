import assert from 'node:assert/strict';
import { test } from 'node:test';
import { latencyBucket } from '../../../../shared/statistics/latency-histogram.ts';
import { noStatistics } from '../../../../shared/statistics/statistics.ts';
import { apiUnderTest } from './api-under-test.ts';
import { lookingIn, type Seen } from './looking-in.ts';

const HOUR = 3_600_000;
/** The clock of the API under test stands at 10:30. */
const TEN = Date.UTC(2026, 0, 15, 10);

async function seeing(fields: Partial<Seen> = {}) {
  const seen: Seen = { hours: new Map(), ...fields };
  const api = apiUnderTest({ looking: lookingIn(seen) });
  const key = await api.keyOf('acme');
  const body = { url: 'https://hooks.example.com/in', events: ['*'] };
  const { id } = (await api.call('POST', '/v1/subscriptions', { key, body })).body;
  const stats = (query = '') => api.call('GET', `/v1/subscriptions/${id}/stats${query}`, { key });
  return { api, id, stats };
}

test('the last 24 hours are answered, the empty ones too, with their total', async () => {
  const latency = new Map([
    [latencyBucket(100), 9],
    [latencyBucket(1_000), 1],
  ]);
  const hours = new Map([
    [TEN, { delivered: 9, failed: 1, retries: 1, exhausted: 0, latency }],
    [TEN - 23 * HOUR, { ...noStatistics, failed: 2, exhausted: 1 }],
    [TEN - 24 * HOUR, { ...noStatistics, delivered: 100 }],
  ]);
  const { body } = await (await seeing({ hours })).stats();
  assert.equal(body['from'], '2026-01-14T11:00:00.000Z');
  assert.equal(body['to'], '2026-01-15T11:00:00.000Z');
  assert.equal(body.data.length, 24);
  assert.deepEqual(body.data.at(-1), {
    start: '2026-01-15T10:00:00.000Z',
    attempts: 10,
    delivered: 9,
    failed: 1,
    retries: 1,
    exhausted: 0,
    success_rate: 0.9,
    latency_ms: { p50: 109, p95: 1_010, p99: 1_010 },
  });
  const nothing = { p50: null, p95: null, p99: null };
  assert.deepEqual(body.data[1], {
    start: '2026-01-14T12:00:00.000Z',
    attempts: 0,
    delivered: 0,
    failed: 0,
    retries: 0,
    exhausted: 0,
    success_rate: null,
    latency_ms: nothing,
  });
  const { attempts, failed, exhausted } = body['total'] as Record<string, number>;
  assert.deepEqual({ attempts, failed, exhausted }, { attempts: 12, failed: 3, exhausted: 1 });
});

test('days of UTC are sums of their hours', async () => {
  const hours = new Map([
    [TEN, { ...noStatistics, delivered: 1 }],
    [TEN + HOUR, { ...noStatistics, delivered: 2 }],
    [TEN + 24 * HOUR, { ...noStatistics, delivered: 4 }],
  ]);
  const { stats } = await seeing({ hours });
  const { body } = await stats('?period=day&from=2026-01-15T08:00:00Z&to=2026-01-16T12:00:00Z');
  assert.deepEqual(
    body.data.map(({ start, delivered }) => [start, delivered]),
    [
      ['2026-01-15T00:00:00.000Z', 3],
      ['2026-01-16T00:00:00.000Z', 4],
    ],
  );
});

test('what waits is told, and how old it can be', async () => {
  const queue = { waiting: 3, inFlight: 2 };
  const deadLetters = { waiting: 1, inFlight: 1 };
  const now = TEN + HOUR / 2;
  const { stats } = await seeing({ queue, deadLetters, lastUntried: now - 60_000 });
  const { queue_depth, in_flight, dead_letters, oldest_message_age_seconds } = (await stats()).body;
  assert.deepEqual([queue_depth, in_flight, dead_letters, oldest_message_age_seconds], [3, 2, 2, 60]);
  const retrying = await seeing({ queue, lastUntried: now - 60_000, oldestRetrying: now - 90_000 });
  assert.equal((await retrying.stats()).body['oldest_message_age_seconds'], 90);
});

test('what is hidden from a paused subscription waits since the pause, and what is being sent does not wait', async () => {
  const hidden = { queue: { waiting: 0, inFlight: 2 } };
  assert.deepEqual(await state(hidden), [0, null, null]);
  const { api, id, stats } = await seeing(hidden);
  const key = await api.keyOf('acme');
  await api.call('POST', `/v1/subscriptions/${id}/pause`, { key });
  api.clock.now += 7_000;
  assert.equal((await stats()).body['oldest_message_age_seconds'], 7);
});

async function state(fields: Partial<Seen>) {
  const { body } = await (await seeing(fields)).stats();
  return [body['queue_depth'], body['dead_letters'], body['oldest_message_age_seconds']];
}

test('what is not known is null: no queue yet, nothing that waits, no message before it', async () => {
  assert.deepEqual(await state({}), [null, null, null]);
  assert.deepEqual(await state({ queue: { waiting: 0, inFlight: 0 }, lastUntried: 1 }), [0, null, null]);
  assert.deepEqual(await state({ queue: { waiting: 5, inFlight: 0 } }), [5, null, null]);
});

test('rejects a span that is too long or runs backwards, and another period', async () => {
  const { stats } = await seeing();
  for (const [query, field] of [
    ['?period=minute', 'period'],
    ['?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z', 'to'],
    ['?from=2025-01-01T00:00:00Z&to=2026-01-01T00:00:00Z', 'from'],
  ]) {
    const { status, body } = await stats(query);
    assert.deepEqual([status, body.errors[0]?.field], [400, field]);
  }
});

test("rejects another account's subscription", async () => {
  const { api, id } = await seeing();
  const key = await api.keyOf('other');
  assert.equal((await api.call('GET', `/v1/subscriptions/${id}/stats`, { key })).status, 404);
});
