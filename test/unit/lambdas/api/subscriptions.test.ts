import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Subscription } from '../../../../shared/subscription/subscription.ts';
import { type Answered, apiUnderTest } from './api-under-test.ts';

const body = { url: 'https://hooks.example.com/in', events: ['call.ended'] };

test('a new subscription is stored with its defaults, made true, and shown with its secret once', async () => {
  const api = apiUnderTest();
  const key = await api.keyOf('acme');

  const created = await api.call('POST', '/v1/subscriptions', { key, body });

  const { secret, start_job_id: startJobId, ...resource } = created.body;
  assert.equal(startJobId, null);
  assert.equal(created.status, 201);
  assert.match(resource.id, /^sub_[0-9a-f]{32}$/);
  assert.match(secret, /^whsec_[\w+/=]{44}$/);
  assert.equal(created.headers['location'], `/v1/subscriptions/${resource.id}`);
  assert.deepEqual(resource, {
    id: resource.id,
    ...body,
    filter: null,
    transform: null,
    description: null,
    metadata: {},
    signature: 'hmac-sha256',
    authentication: { type: 'none' },
    headers: {},
    retry_policy: { schedule_seconds: [5, 300, 1800, 7200, 18000, 36000, 36000] },
    timeout_seconds: 15,
    max_concurrency: 20,
    rate_limit_per_second: null,
    status: 'provisioning',
    status_reason: null,
    status_detail: null,
    paused_at: null,
    disabled_at: null,
    disable_at: null,
    health: { failing_since: null, failures_in_row: 0, breaker: 'closed', open_until: null },
    created_at: '2026-01-15T10:30:00.000Z',
    updated_at: '2026-01-15T10:30:00.000Z',
  });
  assert.deepEqual(api.reconciled, [resource.id]);
  const got = await api.call('GET', `/v1/subscriptions/${resource.id}`, { key });
  assert.deepEqual(got.body, resource);
  const shown = await api.call('GET', `/v1/subscriptions/${resource.id}/secret`, { key });
  assert.equal(shown.body.secret, secret);
});

test('a created subscription is answered as reconcile left it', async () => {
  const stored = new Map<string, Subscription>();
  const api = apiUnderTest({
    reconcile: async (_account, id) => {
      const current = api.stored.subscriptions.get(id);
      if (current) api.stored.subscriptions.set(id, { ...current, status: 'active' });
      stored.set(id, current as Subscription);
    },
  });
  const created = await api.call('POST', '/v1/subscriptions', { key: await api.keyOf('acme'), body });
  assert.equal(created.body['status'], 'active');
  assert.equal([...stored.values()][0]?.status, 'provisioning');
});

test('an own secret is kept, and never shown by GET or PATCH', async () => {
  const api = apiUnderTest();
  const key = await api.keyOf('acme');
  const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
  const { id } = (await api.call('POST', '/v1/subscriptions', { key, body: { ...body, secret } })).body;
  const patched = await api.call('PATCH', `/v1/subscriptions/${id}`, { key, body: { description: 'x' } });
  const listed = await api.call('GET', '/v1/subscriptions', { key });
  assert.equal((await api.call('GET', `/v1/subscriptions/${id}/secret`, { key })).body.secret, secret);
  assert.ok(!`${patched.text}${listed.text}`.includes('whsec_'));
});

test('a patch changes what it names, null puts back the default, and the rest stays', async () => {
  const api = apiUnderTest();
  const key = await api.keyOf('acme');
  const full = {
    ...body,
    filter: { outcome: ['success'] },
    description: 'mine',
    metadata: { team: 'a' },
    signature: 'hmac-sha256',
    authentication: { type: 'none' },
    headers: { 'X-Team': 'a' },
    retry_policy: { schedule_seconds: [] },
    timeout_seconds: 3,
    max_concurrency: 2,
    rate_limit_per_second: 1,
  };
  const { id } = (await api.call('POST', '/v1/subscriptions', { key, body: full })).body;
  const retry_policy = { max_attempts: 4, initial_seconds: 1, factor: 2, max_seconds: 60 };
  const patch = {
    events: ['*'],
    filter: null,
    metadata: null,
    timeout_seconds: null,
    max_concurrency: 7,
    rate_limit_per_second: 9,
    retry_policy,
  };
  const patched = await api.call('PATCH', `/v1/subscriptions/${id}`, { key, body: patch });
  assert.equal(patched.status, 200);
  const expected = { ...full, ...patch, metadata: {}, timeout_seconds: 15 };
  for (const [field, value] of Object.entries(expected)) assert.deepEqual(patched.body[field], value, field);
  assert.equal(api.stored.subscriptions.get(id)?.generation, 2);
  assert.equal(api.reconciled.length, 2);
});

test('a patch without fields writes nothing', async () => {
  const api = apiUnderTest();
  const key = await api.keyOf('acme');
  const { id } = (await api.call('POST', '/v1/subscriptions', { key, body })).body;
  const patched = await api.call('PATCH', `/v1/subscriptions/${id}`, { key, body: {} });
  assert.equal(patched.status, 200);
  assert.equal(patched.body.id, id);
  assert.equal(api.stored.subscriptions.get(id)?.generation, 1);
});

test('a deleted subscription is deleting until reconcile has removed it, and is then not found', async () => {
  const api = apiUnderTest();
  const key = await api.keyOf('acme');
  const { id } = (await api.call('POST', '/v1/subscriptions', { key, body })).body;
  const first = await api.call('DELETE', `/v1/subscriptions/${id}`, { key });
  const second = await api.call('DELETE', `/v1/subscriptions/${id}`, { key });
  assert.deepEqual([first.status, first.body['status']], [202, 'deleting']);
  assert.deepEqual([second.status, second.body['status']], [202, 'deleting']);
  assert.equal(api.stored.subscriptions.get(id)?.generation, 2, 'the second writes nothing');
  assert.equal(api.stored.subscriptions.get(id)?.deletedAt, api.clock.now);
  const patched = await api.call('PATCH', `/v1/subscriptions/${id}`, { key, body: { description: 'x' } });
  assert.deepEqual([patched.status, patched.body.code], [409, 'subscription_deleting']);
  api.stored.subscriptions.delete(id);
  assert.equal((await api.call('DELETE', `/v1/subscriptions/${id}`, { key })).status, 404);
});

test('a subscription that is gone when its deletion is answered is shown as deleting', async () => {
  const api = apiUnderTest({
    reconcile: async (_account, id) => {
      if (api.stored.subscriptions.get(id)?.status === 'deleting') api.stored.subscriptions.delete(id);
    },
  });
  const key = await api.keyOf('acme');
  const { id } = (await api.call('POST', '/v1/subscriptions', { key, body })).body;
  const deleted = await api.call('DELETE', `/v1/subscriptions/${id}`, { key });
  assert.deepEqual([deleted.status, deleted.body['status']], [202, 'deleting']);
});

test("no account sees, changes or deletes another's subscription", async () => {
  const api = apiUnderTest();
  const [mine, other] = [await api.keyOf('acme'), await api.keyOf('globex')];
  const { id } = (await api.call('POST', '/v1/subscriptions', { key: mine, body })).body;
  const path = `/v1/subscriptions/${id}`;
  for (const [method, at] of [
    ['GET', path],
    ['PATCH', path],
    ['DELETE', path],
    ['GET', `${path}/secret`],
    ['GET', `${path}/deliveries`],
    ['GET', `${path}/deliveries/msg_1`],
  ] as const) {
    const refused = await api.call(method, at, {
      key: other,
      body: method === 'PATCH' ? { events: ['*'] } : undefined,
    });
    assert.equal(refused.status, 404, `${method} ${at}`);
  }
  assert.deepEqual((await api.call('GET', '/v1/subscriptions', { key: other })).body['data'], []);
  assert.equal(api.stored.subscriptions.get(id)?.generation, 1);
});

test('a list is read page by page to its end, and a cursor is good for its own list only', async () => {
  const api = apiUnderTest();
  const [key, other] = [await api.keyOf('acme'), await api.keyOf('globex')];
  const ids: string[] = [];
  for (let count = 0; count < 5; count++)
    ids.push((await api.call('POST', '/v1/subscriptions', { key, body })).body.id);

  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const at: string = `/v1/subscriptions?limit=2${cursor === null ? '' : `&cursor=${cursor}`}`;
    const page: Answered['body'] = (await api.call('GET', at, { key })).body;
    seen.push(...page.data.map(({ id }) => String(id)));
    cursor = page.next_cursor;
    if (cursor !== null) {
      const borrowed = await api.call('GET', `/v1/subscriptions?cursor=${cursor}`, { key: other });
      assert.equal(borrowed.status, 400);
    }
  } while (cursor !== null);
  assert.deepEqual(seen, ids);
});

test('rejects a subscription above the limit of the account, not counting those being deleted', async () => {
  const api = apiUnderTest();
  const key = await api.keyOf('acme');
  await api.call('PATCH', '/v1/accounts/acme', { body: { limits: { subscriptions: 1 } } });
  const { id } = (await api.call('POST', '/v1/subscriptions', { key, body })).body;
  const refused = await api.call('POST', '/v1/subscriptions', { key, body });
  assert.deepEqual([refused.status, refused.body.code], [429, 'limit_exceeded']);
  await api.call('DELETE', `/v1/subscriptions/${id}`, { key });
  assert.equal((await api.call('POST', '/v1/subscriptions', { key, body })).status, 201);
});

test('rejects fields that are not allowed, each by its place, the value got and what is allowed', async () => {
  const api = apiUnderTest();
  const key = await api.keyOf('acme');
  const refused = await api.call('POST', '/v1/subscriptions', {
    key,
    body: {
      url: 'http://127.0.0.1/in',
      events: ['call.ended', 'call.nothing'],
      retry_policy: { schedule_seconds: [5, 300, 99_999] },
      timeout: 3,
      secret: 'whsec_tooShort',
    },
  });
  assert.equal(refused.status, 422);
  assert.equal(refused.headers['content-type'], 'application/problem+json');
  const byField = Object.fromEntries(refused.body.errors.map(({ field, ...rest }) => [field, rest]));
  assert.deepEqual(Object.keys(byField).toSorted(), [
    'events[1]',
    'retry_policy.schedule_seconds[2]',
    'secret',
    'timeout',
    'url',
  ]);
  assert.deepEqual(byField['retry_policy.schedule_seconds[2]'], {
    got: 99_999,
    allowed: 'a whole number from 1 to 43200 s',
  });
  assert.equal(byField['events[1]']?.got, 'call.nothing');
  assert.ok(!refused.text.includes('tooShort'), 'a secret is not repeated');
  assert.deepEqual(api.stored.subscriptions.size, 0);
});

test('rejects a patch that makes the stored filter and the new events too long for a rule', async () => {
  const api = apiUnderTest();
  const key = await api.keyOf('acme');
  const filter = { outcome: Array.from({ length: 100 }, (_, index) => `${index}`.padStart(16, 'x')) };
  const { id } = (await api.call('POST', '/v1/subscriptions', { key, body: { ...body, filter } })).body;
  const events = [
    'workflow.node_executed',
    'agent.function_called',
    'campaign.call_completed',
    'call.transferred',
  ];
  const refused = await api.call('PATCH', `/v1/subscriptions/${id}`, { key, body: { events } });
  assert.equal(refused.status, 422);
  assert.match(refused.body.detail, /at most 2048 characters/);
  assert.equal(api.stored.subscriptions.get(id)?.generation, 1);
});
