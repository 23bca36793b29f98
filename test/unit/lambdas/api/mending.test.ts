import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Delivery } from '../../../../shared/delivery/delivery.ts';
import type { Subscription } from '../../../../shared/subscription/subscription.ts';
import { apiUnderTest } from './api-under-test.ts';

const DAY_MS = 86_400_000;

test('a redrive is accepted as a job with its estimate, stored before it is begun', async () => {
  const { api, key, id } = await subscribed();
  const accepted = await api.call('POST', `/v1/subscriptions/${id}/redrive`, { key });
  assert.equal(accepted.status, 202);
  const { id: jobId } = accepted.body;
  assert.equal(accepted.headers['location'], `/v1/jobs/${jobId}`);
  assert.deepEqual(accepted.body, {
    id: jobId,
    kind: 'redrive',
    subscription_id: id,
    status: 'waiting',
    status_reason: null,
    mode: null,
    from: null,
    to: null,
    estimate: { messages: 7, approximate: true },
    progress: { moved: null, total: null, replayed_to: null },
    cancel_requested_at: null,
    created_at: '2026-01-15T10:30:00.000Z',
    updated_at: '2026-01-15T10:30:00.000Z',
    started_at: null,
    ended_at: null,
  });
  assert.deepEqual(api.ran, [jobId]);
  const shown = await api.call('GET', `/v1/jobs/${jobId}`, { key });
  assert.deepEqual(shown.body, accepted.body);
});

test('a dry run says what would be done and does nothing', async () => {
  const { api, key, id } = await subscribed();
  const body = { dry_run: true };
  const redrive = await api.call('POST', `/v1/subscriptions/${id}/redrive`, { key, body });
  assert.deepEqual([redrive.status, redrive.body['estimate']], [200, { messages: 7, approximate: true }]);
  const replay = await api.call('POST', `/v1/subscriptions/${id}/replay`, {
    key,
    body: { ...body, from: '2025-11-01T00:00:00Z' },
  });
  assert.deepEqual(replay.body, {
    dry_run: true,
    mode: 'missing',
    from: new Date(api.clock.now - 30 * DAY_MS).toISOString(),
    to: '2026-01-15T10:30:00.000Z',
    clipped: true,
    estimate: { messages: 0, approximate: true },
  });
  assert.deepEqual([api.ran, api.stored.jobs.size], [[], 0]);
});

test('a replay without an end goes until the rule applies, and one with an end says so', async () => {
  const { api, key, id } = await subscribed();
  const from = '2026-01-15T10:00:00Z';
  const open = await api.call('POST', `/v1/subscriptions/${id}/replay`, { key, body: { from } });
  assert.deepEqual([open.status, open.body['mode'], open.body['to']], [202, 'missing', null]);
  const to = '2026-01-15T10:10:00Z';
  const closed = await api.call('POST', `/v1/subscriptions/${id}/replay`, {
    key,
    body: { from, to, mode: 'all' },
  });
  assert.deepEqual([closed.body['mode'], closed.body['to']], ['all', '2026-01-15T10:10:00.000Z']);
});

for (const [what, body, field] of [
  ['no beginning', {}, 'from'],
  ['a beginning that is no time', { from: 'yesterday' }, 'from'],
  ['a beginning in the future', { from: '2026-01-15T10:30:01Z' }, 'from'],
  ['an end in the future', { from: '2026-01-15T10:00:00Z', to: '2026-01-15T10:30:01Z' }, 'to'],
  ['an end before its beginning', { from: '2026-01-15T10:00:00Z', to: '2026-01-15T10:00:00Z' }, 'to'],
  [
    'an end that the archive has forgotten',
    { from: '2025-01-01T00:00:00Z', to: '2025-01-02T00:00:00Z' },
    'to',
  ],
  ['a mode that is none', { from: '2026-01-15T10:00:00Z', mode: 'some' }, 'mode'],
  ['a dry run that is neither', { from: '2026-01-15T10:00:00Z', dry_run: 'yes' }, 'dry_run'],
  ['a field that is none', { from: '2026-01-15T10:00:00Z', filter: {} }, 'filter'],
] as const)
  test(`rejects a replay with ${what}`, async () => {
    const { api, key, id } = await subscribed();
    const refused = await api.call('POST', `/v1/subscriptions/${id}/replay`, { key, body });
    const [error] = refused.body.errors;
    assert.deepEqual([refused.status, error?.field], [422, field], refused.text);
    const isKnown = field !== 'filter' && field in body;
    assert.equal(error && 'got' in error, isKnown, 'what came is repeated');
    assert.equal(api.stored.jobs.size, 0);
  });

for (const [action, allowed] of [
  ['deliveries/msg_1/resend', ['active']],
  ['redrive', ['active', 'paused']],
  ['replay', ['active', 'paused', 'provisioning']],
] as const)
  test(`${action} is for a subscription that is ${allowed.join(' or ')}`, async () => {
    for (const status of ['active', 'paused', 'provisioning', 'disabled', 'deleting'] as const) {
      const { api, key, id } = await subscribed({ status });
      const body = action === 'replay' ? { from: '2026-01-15T10:00:00Z' } : undefined;
      const answer = await api.call('POST', `/v1/subscriptions/${id}/${action}`, { key, body });
      const code = answer.status === 202 ? undefined : answer.body.code;
      const expected = (allowed as readonly string[]).includes(status)
        ? undefined
        : 'subscription_not_active';
      assert.equal(code, expected, `${status}: ${answer.text}`);
    }
  });

test('a resend hands over the message as it is on record, and answers with the delivery', async () => {
  const { api, key, id } = await subscribed();
  const accepted = await api.call('POST', `/v1/subscriptions/${id}/deliveries/msg_1/resend`, { key });
  assert.deepEqual([accepted.status, accepted.body['message_id']], [202, 'msg_1']);
  assert.deepEqual(
    api.resent.map(({ messageId, body }) => [messageId, body]),
    [['msg_1', '{"event":"call.ended"}']],
  );
  assert.equal(
    (await api.call('POST', `/v1/subscriptions/${id}/deliveries/msg_2/resend`, { key })).status,
    404,
  );
});

test('a key that may only read mends nothing, and sees jobs', async () => {
  const { api, id } = await subscribed();
  const key = await api.keyOf('acme', 'read');
  for (const path of [`subscriptions/${id}/redrive`, `subscriptions/${id}/deliveries/msg_1/resend`])
    assert.equal((await api.call('POST', `/v1/${path}`, { key })).status, 403, path);
  assert.equal((await api.call('GET', '/v1/jobs', { key })).status, 200);
});

test('jobs are listed page by page, the latest first, and by their account alone', async () => {
  const { api, key, id } = await subscribed();
  const ids: string[] = [];
  for (let n = 0; n < 3; n++)
    ids.unshift((await api.call('POST', `/v1/subscriptions/${id}/redrive`, { key })).body.id);
  const first = await api.call('GET', '/v1/jobs?limit=2', { key });
  const second = await api.call('GET', `/v1/jobs?limit=2&cursor=${first.body.next_cursor}`, { key });
  const listed = [...first.body.data, ...second.body.data].map((job) => job['id']);
  assert.deepEqual([listed, second.body.next_cursor], [ids, null]);
  const other = await api.keyOf('other');
  assert.deepEqual((await api.call('GET', '/v1/jobs', { key: other })).body.data, []);
  assert.equal((await api.call('GET', `/v1/jobs/${ids[0]}`, { key: other })).status, 404);
  assert.equal((await api.call('POST', `/v1/jobs/${ids[0]}/cancel`, { key: other })).status, 404);
});

test('a cancellation is stored, noticed at once and repeated without effect; a job at its end is refused', async () => {
  const { api, key, id } = await subscribed();
  const { id: jobId } = (await api.call('POST', `/v1/subscriptions/${id}/redrive`, { key })).body;
  const cancelled = await api.call('POST', `/v1/jobs/${jobId}/cancel`, { key });
  assert.deepEqual(
    [cancelled.status, cancelled.body['cancel_requested_at']],
    [202, '2026-01-15T10:30:00.000Z'],
  );
  api.clock.now += 1_000;
  const again = await api.call('POST', `/v1/jobs/${jobId}/cancel`, { key });
  assert.equal(again.body['cancel_requested_at'], '2026-01-15T10:30:00.000Z');
  assert.deepEqual(api.ran, [jobId, jobId, jobId]);
  const job = api.stored.jobs.get(jobId);
  assert.ok(job);
  api.stored.jobs.set(jobId, { ...job, status: 'completed' });
  const refused = await api.call('POST', `/v1/jobs/${jobId}/cancel`, { key });
  assert.deepEqual([refused.status, refused.body.code], [409, 'job_ended']);
});

test('a new subscription that starts in the past has a replay, stored before it', async () => {
  const api = apiUnderTest();
  const key = await api.keyOf('acme');
  const body = { url: 'https://hooks.example.com/in', events: ['*'], start_from: '2026-01-14T00:00:00Z' };
  const created = await api.call('POST', '/v1/subscriptions', { key, body });
  const [job] = api.stored.jobs.values();
  assert.ok(job?.kind === 'replay');
  assert.deepEqual([created.status, created.body['start_job_id']], [201, job.id]);
  assert.deepEqual(
    [job.subscriptionId, job.mode, job.from, job.to, job.startsExactly],
    [created.body.id, 'missing', Date.UTC(2026, 0, 14), undefined, true],
  );
  assert.deepEqual(api.ran, [job.id]);
});

test('rejects a new subscription that starts in the future', async () => {
  const api = apiUnderTest();
  const key = await api.keyOf('acme');
  const body = { url: 'https://hooks.example.com/in', events: ['*'] };
  for (const startFrom of ['2026-01-16T00:00:00Z', 'now', 5]) {
    const refused = await api.call('POST', '/v1/subscriptions', {
      key,
      body: { ...body, start_from: startFrom },
    });
    assert.deepEqual([refused.status, refused.body.errors[0]?.field], [422, 'start_from'], refused.text);
  }
  assert.deepEqual([api.stored.jobs.size, api.stored.subscriptions.size], [0, 0]);
});

async function subscribed(fields: Partial<Subscription> = {}) {
  const api = apiUnderTest({
    deliveries: {
      ...apiUnderTest().dependencies.deliveries,
      get: async (_account, messageId, subscriptionId) =>
        messageId === 'msg_1' ? { delivery: aDelivery(subscriptionId), attempts: [] } : undefined,
    },
  });
  const key = await api.keyOf('acme');
  const body = { url: 'https://hooks.example.com/in', events: ['*'] };
  const { id } = (await api.call('POST', '/v1/subscriptions', { key, body })).body;
  const stored = api.stored.subscriptions.get(id);
  assert.ok(stored);
  api.stored.subscriptions.set(id, { ...stored, status: 'active', ...fields });
  return { api, key, id };
}

function aDelivery(subscriptionId: string): Delivery {
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
    firstAttemptAt: 0,
    lastAttemptAt: 0,
    body: '{"event":"call.ended"}',
  };
}
