import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiUnderTest } from './api-under-test.ts';

const body = { url: 'https://hooks.example.com/in?token=s3cr3t', events: ['call.ended'] };

async function withKey() {
  const api = apiUnderTest();
  const key = await api.keyOf('acme');
  const entries = async (call: Parameters<typeof api.call>[2]) =>
    (await api.call('GET', '/v1/audit-log', call)).body.data;
  return { api, key, entries };
}

test('an account reads who changed what and when, and never to which values', async () => {
  const { api, key, entries } = await withKey();
  const { id } = (await api.call('POST', '/v1/subscriptions', { key, body })).body;
  await api.call('PATCH', `/v1/subscriptions/${id}`, { account: 'acme', body: { description: 's3cr3t' } });
  const [patched, created] = await entries({ key });
  const [stored] = [...api.stored.keys.values()];
  assert.deepEqual(
    { ...created, id: '' },
    {
      id: '',
      at: '2026-01-15T10:30:00.000Z',
      actor: { type: 'key', key_id: stored?.id },
      action: 'POST /v1/subscriptions',
      resource_id: id,
      fields: ['events', 'url'],
      request_id: 'request-1',
    },
  );
  assert.deepEqual(
    [patched?.['actor'], patched?.['action'], patched?.['resource_id'], patched?.['fields']],
    [{ type: 'administrator', key_id: null }, 'PATCH /v1/subscriptions/{id}', id, ['description']],
  );
  assert.ok(!JSON.stringify(await entries({ key })).includes('s3cr3t'));
});

test('what is read, refused or repeated is no change', async () => {
  const { api, key, entries } = await withKey();
  const before = (await entries({ key })).length;
  const headers = { 'idempotency-key': 'once' };
  await api.call('GET', '/v1/subscriptions', { key });
  await api.call('POST', '/v1/subscriptions', { key, body: { ...body, url: 7 } });
  await api.call('POST', '/v1/subscriptions', { key: await api.keyOf('globex', 'read'), body });
  for (const _ of [1, 2]) await api.call('POST', '/v1/subscriptions', { key, body, headers });
  assert.equal((await entries({ key })).length, before + 1);
});

test("administrators' changes of an account stand in its log and in their own, other keys' in neither", async () => {
  const { api, key, entries } = await withKey();
  await api.call('PATCH', '/v1/accounts/acme', { body: { name: 'Acme' } });
  await api.call('POST', '/v1/admin-keys');
  const actions = (data: Awaited<ReturnType<typeof entries>>) => data.map(({ action }) => action);
  assert.deepEqual(actions(await entries({ key })), [
    'PATCH /v1/accounts/{id}',
    'POST /v1/accounts/{id}/keys',
    'POST /v1/accounts',
  ]);
  assert.deepEqual(actions(await entries({})), [
    'POST /v1/admin-keys',
    'PATCH /v1/accounts/{id}',
    'POST /v1/accounts/{id}/keys',
    'POST /v1/accounts',
  ]);
  assert.deepEqual(await entries({ key: await api.keyOf('globex', 'read') }).then((data) => data.length), 2);
});

test('the log is read page by page', async () => {
  const { api, key } = await withKey();
  const first = (await api.call('GET', '/v1/audit-log?limit=1', { key })).body;
  const second = (await api.call('GET', `/v1/audit-log?limit=1&cursor=${first.next_cursor}`, { key })).body;
  assert.equal(first.data[0]?.['action'], 'POST /v1/accounts/{id}/keys');
  assert.equal(second.data[0]?.['action'], 'POST /v1/accounts');
  assert.equal(second.next_cursor, null);
});

test('a change whose entry cannot be written is answered as made, and the whole entry is logged', async () => {
  const { api, key } = await withKey();
  Object.assign(api.dependencies.auditLog, { add: () => Promise.reject(new Error('down')) });
  assert.equal((await api.call('POST', '/v1/subscriptions', { key, body })).status, 201);
  const line = api.log.find(({ message }) => message === 'audit entry is not written');
  assert.deepEqual(line?.['owners'], ['acme']);
  const { action } = (line?.['entry'] ?? {}) as { action?: string };
  assert.equal(action, 'POST /v1/subscriptions');
});
