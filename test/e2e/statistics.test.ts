import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAccount, expectStatus } from './support/api.ts';
import { eventually } from './support/eventually.ts';
import { putEvents } from './support/put-events.ts';
import { startReceiver } from './support/receiver.ts';
import { createSubscription } from './support/subscription.ts';

type Counts = Readonly<Record<string, number>> & {
  readonly start: string;
  readonly latency_ms: Readonly<Record<'p50' | 'p95' | 'p99', number | null>>;
};

type Stats = {
  readonly total: Counts;
  readonly data: readonly Counts[];
  readonly dead_letters: number | null;
  readonly queue_depth: number | null;
  readonly oldest_message_age_seconds: number | null;
};

test('attempts, retries and dead letters are in the statistics of their subscription', async () => {
  const { api, accountId } = await createAccount();
  const receiver = await startReceiver(({ body }) => ({ status: body.includes('"bad"') ? 500 : 204 }));
  try {
    const { id } = await createSubscription(api, {
      url: receiver.url,
      events: ['call.ended'],
      retry_policy: { schedule_seconds: [1] },
    });
    const event = (data: string) => ({
      type: 'call.ended',
      detail: { account_id: accountId, data: { data } },
    });
    await putEvents([event('good'), event('fine'), event('bad')]);
    const stats = await eventually('four attempts are counted and one message is given up', async () => {
      const { body } = await api<Stats>('GET', `/v1/subscriptions/${id}/stats`);
      return body.total['attempts'] === 4 && body.dead_letters === 1 && body;
    });
    const { delivered, failed, retries, exhausted, success_rate } = stats.total;
    assert.deepEqual(
      { delivered, failed, retries, exhausted, success_rate },
      { delivered: 2, failed: 2, retries: 1, exhausted: 1, success_rate: 0.5 },
    );
    const { p50, p95, p99 } = stats.total.latency_ms;
    assert.ok(p50 && p95 && p99 && p50 <= p95 && p95 <= p99, JSON.stringify(stats.total.latency_ms));
    for (const [period, count, startsAt] of [
      ['hour', 24, /:00:00\.000Z$/],
      ['day', 30, /T00:00:00\.000Z$/],
    ] as const) {
      const path = `/v1/subscriptions/${id}/stats?period=${period}`;
      const { data, total } = await expectStatus(200, api<Stats>('GET', path));
      assert.equal(data.length, count);
      assert.ok(data.every(({ start }) => startsAt.test(start)));
      assert.equal(sum(data, 'attempts'), 4, period);
      assert.deepEqual([total['attempts'], total['exhausted'], sum(data, 'retries')], [4, 1, 1]);
    }
    assert.equal(stats.queue_depth, 0);
    assert.equal(stats.oldest_message_age_seconds, null);
  } finally {
    await receiver.stop();
  }
});

test('what waits for a paused subscription is counted, and its age is told', async () => {
  const { api, accountId } = await createAccount();
  const receiver = await startReceiver();
  try {
    const { id } = await createSubscription(api, { url: receiver.url, events: ['call.ended'] });
    await api('POST', `/v1/subscriptions/${id}/pause`);
    const pausedAt = Date.now();
    await putEvents([{ type: 'call.ended', detail: { account_id: accountId, data: {} } }]);
    const { oldest_message_age_seconds: age } = await eventually(
      'one message waits for a second',
      async () => {
        const { body } = await api<Stats & { in_flight: number }>('GET', `/v1/subscriptions/${id}/stats`);
        const waiting = body.in_flight + (body.queue_depth ?? 0);
        return waiting === 1 && (body.oldest_message_age_seconds ?? 0) >= 1 && body;
      },
    );
    assert.ok((age ?? 0) <= (Date.now() - pausedAt) / 1000 + 1, `${age} s`);
  } finally {
    await receiver.stop();
  }
});

function sum(data: readonly Counts[], name: string): number {
  return data.reduce((total, counts) => total + (counts[name] ?? 0), 0);
}
