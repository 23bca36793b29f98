import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAccount } from './support/api.ts';
import { eventually } from './support/eventually.ts';
import { putEvents } from './support/put-events.ts';
import { startReceiver } from './support/receiver.ts';
import { createSubscription } from './support/subscription.ts';

type Stats = {
  readonly total: Readonly<Record<string, number>> & { readonly latency_ms: { readonly p50: number | null } };
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
    assert.ok((stats.total.latency_ms.p50 ?? 0) > 0);
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
    await putEvents([{ type: 'call.ended', detail: { account_id: accountId, data: {} } }]);
    await eventually('one message waits', async () => {
      const { body } = await api<Stats & { in_flight: number }>('GET', `/v1/subscriptions/${id}/stats`);
      return body.in_flight + (body.queue_depth ?? 0) === 1;
    });
  } finally {
    await receiver.stop();
  }
});
