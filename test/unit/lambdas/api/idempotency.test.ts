import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ProblemError } from '../../../../shared/problem/problem-error.ts';
import { apiUnderTest } from './api-under-test.ts';

const body = { url: 'https://hooks.example.com/in', events: ['call.ended'] };
const headers = { 'idempotency-key': '7b2f' };

test('a repeated mutation is done once and answered the same, secret included', async () => {
  const api = apiUnderTest();
  const key = await api.keyOf('acme');
  const first = await api.call('POST', '/v1/subscriptions', { key, body, headers });
  const second = await api.call('POST', '/v1/subscriptions', { key, body, headers });
  assert.equal(first.status, 201);
  assert.match(first.body.secret, /^whsec_/);
  assert.equal(second.text, first.text);
  assert.equal(second.status, 201);
  assert.equal(second.headers['location'], first.headers['location']);
  assert.deepEqual(
    [first.headers['idempotency-replayed'], second.headers['idempotency-replayed']],
    [undefined, 'true'],
  );
  assert.equal(api.stored.subscriptions.size, 1);
  assert.equal(api.reconciled.length, 1);
});

test('an answer without a body is repeated without one', async () => {
  const api = apiUnderTest();
  const key = await api.keyOf('acme');
  const [stored] = [...api.stored.keys.values()];
  const path = `/v1/accounts/acme/keys/${stored?.id}`;
  for (const _ of [1, 2]) {
    const deleted = await api.call('DELETE', path, { headers });
    assert.deepEqual([deleted.status, deleted.text], [204, '']);
  }
  assert.equal((await api.call('GET', '/v1/me', { key })).status, 401);
});

test('rejects another body, path, query or account under the same key', async () => {
  const api = apiUnderTest();
  const key = await api.keyOf('acme');
  await api.keyOf('globex');
  const { id } = (await api.call('POST', '/v1/subscriptions', { key, body, headers })).body;
  const other = await api.call('POST', '/v1/subscriptions', {
    key,
    body: { ...body, description: 'x' },
    headers,
  });
  assert.deepEqual([other.status, other.body.code], [422, 'idempotency_key_reused']);
  const admin = (account: string) => api.call('POST', '/v1/subscriptions', { account, body, headers });
  assert.equal((await admin('acme')).status, 201);
  assert.equal((await admin('globex')).status, 422);
  const change = (path: string) => api.call('PATCH', path, { key, body: { description: 'y' }, headers });
  const { id: another } = (await api.call('POST', '/v1/subscriptions', { key, body })).body;
  assert.equal((await change(`/v1/subscriptions/${id}`)).status, 200);
  assert.equal((await change(`/v1/subscriptions/${another}`)).status, 422);
});

test('rejects a repeat while the first is being answered, and says when to come again', async () => {
  const [reached, finished] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const api = apiUnderTest({
    reconcile: () => {
      reached.resolve();
      return finished.promise;
    },
  });
  const key = await api.keyOf('acme');
  const first = api.call('POST', '/v1/subscriptions', { key, body, headers });
  await reached.promise;
  const second = await api.call('POST', '/v1/subscriptions', { key, body, headers });
  assert.deepEqual(
    [second.status, second.body.code, second.headers['retry-after']],
    [409, 'idempotency_in_progress', '1'],
  );
  finished.resolve();
  assert.equal((await first).status, 201);
});

test('a refused request is not kept: mended, it goes through under its key', async () => {
  const api = apiUnderTest();
  const key = await api.keyOf('acme');
  const refused = await api.call('POST', '/v1/subscriptions', {
    key,
    body: { ...body, events: [] },
    headers,
  });
  assert.equal(refused.status, 422);
  assert.equal((await api.call('POST', '/v1/subscriptions', { key, body, headers })).status, 201);
});

test('a request that failed unexpectedly stays taken, for it may have changed something', async () => {
  const api = apiUnderTest();
  const key = await api.keyOf('acme');
  Object.assign(api.dependencies.admission, { admit: () => Promise.reject(new Error('down')) });
  assert.equal((await api.call('POST', '/v1/subscriptions', { key, body, headers })).status, 500);
  assert.equal((await api.call('POST', '/v1/subscriptions', { key, body, headers })).status, 409);
});

test('a try that takes over from one that died after it had made a subscription answers that one', async () => {
  const api = apiUnderTest();
  const key = await api.keyOf('acme');
  const { requests } = api.dependencies;
  const begunAt = api.clock.now;
  // As the store gives it out again after the lease.
  Object.assign(requests, { begin: async () => ({ state: 'begun', holder: 'h', begunAt }) });
  const first = await api.call('POST', '/v1/subscriptions', { key, body, headers });
  api.clock.now += 40_000;
  const second = await api.call('POST', '/v1/subscriptions', { key, body, headers });
  assert.deepEqual([first.status, second.status], [201, 201]);
  assert.deepEqual([second.body.id, second.body.secret], [first.body.id, first.body.secret]);
  assert.equal(api.stored.subscriptions.size, 1);
});

test('an answer that cannot be kept is given all the same, and logged', async () => {
  const api = apiUnderTest();
  const key = await api.keyOf('acme');
  Object.assign(api.dependencies.requests, {
    finish: () => Promise.reject(new ProblemError('not_found', 'x')),
  });
  assert.equal((await api.call('POST', '/v1/subscriptions', { key, body, headers })).status, 201);
  assert.ok(api.log.some(({ level, message }) => level === 'ERROR' && message.includes('not kept')));
});

test('rejects a key that is empty, too long or not ASCII, and looks at none where nothing is changed', async () => {
  const api = apiUnderTest();
  const key = await api.keyOf('acme');
  for (const bad of ['', 'x'.repeat(256), 'grün']) {
    const refused = await api.call('POST', '/v1/subscriptions', {
      key,
      body,
      headers: { 'idempotency-key': bad },
    });
    assert.deepEqual([refused.status, refused.body.code], [400, 'invalid_idempotency_key']);
    const read = await api.call('GET', '/v1/subscriptions', { key, headers: { 'idempotency-key': bad } });
    assert.equal(read.status, 200);
  }
});

test('a try that takes over from one that died after it had made a job answers that one', async () => {
  const api = apiUnderTest();
  const key = await api.keyOf('acme');
  const { id } = (await api.call('POST', '/v1/subscriptions', { key, body })).body;
  const stored = api.stored.subscriptions.get(id);
  assert.ok(stored);
  api.stored.subscriptions.set(id, { ...stored, status: 'active' });
  const begunAt = api.clock.now;
  Object.assign(api.dependencies.requests, { begin: async () => ({ state: 'begun', holder: 'h', begunAt }) });
  const redrive = () => api.call('POST', `/v1/subscriptions/${id}/redrive`, { key, headers });
  const first = await redrive();
  api.clock.now += 40_000;
  const second = await redrive();
  assert.deepEqual([first.status, second.status, second.body.id], [202, 202, first.body.id]);
  assert.equal(api.stored.jobs.size, 1);
});
