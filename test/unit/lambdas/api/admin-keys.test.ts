import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiUnderTest } from './api-under-test.ts';

test('a second administrator key does what the first does, until it is removed', async () => {
  const api = apiUnderTest();
  const created = await api.call('POST', '/v1/admin-keys');
  const { key, ...resource } = created.body;
  assert.equal(created.status, 201);
  assert.match(key, /^wha_[\w-]{43}$/);
  assert.deepEqual([resource['role'], resource['last4']], ['administrator', key.slice(-4)]);
  await api.keyOf('acme');
  const me = (await api.call('GET', '/v1/me', { key, account: 'acme' })).body;
  assert.deepEqual([me['role'], me['key_id']], ['administrator', resource.id]);
  assert.equal((await api.call('POST', '/v1/accounts', { key, body: {} })).status, 201);
  assert.equal((await api.call('GET', '/v1/subscriptions', { key, account: 'acme' })).status, 200);
  const listed = (await api.call('GET', '/v1/admin-keys', { key })).body.data;
  assert.deepEqual(listed, [{ ...resource, last_used_at: '2026-01-15T10:30:00.000Z' }]);
  const path = `/v1/admin-keys/${resource.id}`;
  assert.deepEqual((await api.call('GET', path)).body, listed[0]);
  assert.equal((await api.call('DELETE', path, { key })).status, 204);
  assert.equal((await api.call('GET', '/v1/me', { key })).status, 401);
  assert.equal((await api.call('DELETE', path)).status, 404);
});

test("administrators' keys and accounts' keys do not show up among each other", async () => {
  const api = apiUnderTest();
  const own = await api.keyOf('acme');
  const { id } = (await api.call('POST', '/v1/admin-keys')).body;
  assert.equal((await api.call('GET', `/v1/accounts/acme/keys/${id}`)).status, 404);
  assert.equal((await api.call('GET', '/v1/accounts/*/keys')).status, 404);
  const [account] = (await api.call('GET', '/v1/accounts/acme/keys')).body.data;
  assert.equal((await api.call('GET', `/v1/admin-keys/${String(account?.['id'])}`)).status, 404);
  for (const [method, path] of [
    ['POST', '/v1/admin-keys'],
    ['GET', '/v1/admin-keys'],
    ['DELETE', `/v1/admin-keys/${id}`],
  ] as const)
    assert.equal((await api.call(method, path, { key: own })).status, 403);
});

test('a key whose use cannot be noted opens all the same', async () => {
  const api = apiUnderTest();
  const key = await api.keyOf('acme');
  Object.assign(api.dependencies.keys, { markUsed: () => Promise.reject(new Error('down')) });
  assert.equal((await api.call('GET', '/v1/me', { key })).status, 200);
  assert.ok(api.log.some(({ message }) => message === 'use of a key is not noted'));
});
