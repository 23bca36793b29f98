import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHash } from 'node:crypto';
import { apiUnderTest } from './api-under-test.ts';

const subscription = { url: 'https://hooks.example.com/in', events: ['call.ended'] };

test("an account has the company's own id, or one is made", async () => {
  const api = apiUnderTest();
  const named = await api.call('POST', '/v1/accounts', { body: { id: 'acme', name: 'Acme Inc.' } });
  assert.deepEqual([named.status, named.headers['location']], [201, '/v1/accounts/acme']);
  assert.equal(named.body['name'], 'Acme Inc.');
  assert.deepEqual((await api.call('GET', '/v1/accounts/acme')).body, named.body);
  const made = await api.call('POST', '/v1/accounts', { body: {} });
  assert.match(made.body.id, /^acc_[0-9a-f]{32}$/);
  const list = (await api.call('GET', '/v1/accounts')).body;
  assert.deepEqual(new Set(list.data.map(({ id }) => id)), new Set([made.body.id, 'acme']));
});

test('rejects an account whose id is taken or is none', async () => {
  const api = apiUnderTest();
  await api.keyOf('acme');
  const taken = await api.call('POST', '/v1/accounts', { body: { id: 'acme' } });
  assert.deepEqual([taken.status, taken.body.code], [409, 'account_exists']);
  for (const id of ['', 'a b', 'a#b', 'x'.repeat(65), 7])
    assert.equal((await api.call('POST', '/v1/accounts', { body: { id } })).status, 422, String(id));
});

test('an account is renamed and its limits are raised, each alone', async () => {
  const api = apiUnderTest();
  await api.call('POST', '/v1/accounts', { body: { id: 'acme', name: 'Acme' } });
  const raised = await api.call('PATCH', '/v1/accounts/acme', { body: { limits: { subscriptions: 7 } } });
  const limits = { subscriptions: 7, requests_per_second: 500, events_per_second: 1000 };
  assert.deepEqual([raised.body['name'], raised.body['limits']], ['Acme', limits]);
  const renamed = await api.call('PATCH', '/v1/accounts/acme', { body: { name: null } });
  assert.deepEqual([renamed.body['name'], renamed.body['limits']], [null, limits]);
  assert.equal((await api.call('PATCH', '/v1/accounts/acme', { body: { id: 'b' } })).status, 422);
  assert.equal((await api.call('PATCH', '/v1/accounts/nobody', { body: {} })).status, 404);
});

test('a key is shown once, is stored as its hash only, and opens its account alone', async () => {
  const api = apiUnderTest();
  await api.call('POST', '/v1/accounts', { body: { id: 'acme' } });
  const created = await api.call('POST', '/v1/accounts/acme/keys', { body: { role: 'read' } });
  const { key, ...resource } = created.body;
  assert.equal(created.status, 201);
  assert.match(key, /^whk_[\w-]{43}$/);
  assert.match(resource.id, /^key_[0-9a-f]{32}$/);
  assert.deepEqual([resource['role'], resource['last4']], ['read', key.slice(-4)]);
  const [stored] = [...api.stored.keys.values()];
  assert.equal(stored?.hash, createHash('sha256').update(key).digest('hex'));
  assert.ok(!JSON.stringify(stored).includes(key));
  assert.deepEqual((await api.call('GET', '/v1/accounts/acme/keys')).body.data, [resource]);
  assert.deepEqual((await api.call('GET', `/v1/accounts/acme/keys/${resource.id}`)).body, resource);
  assert.equal((await api.call('GET', `/v1/accounts/globex/keys/${resource.id}`)).status, 404);
});

test('a key is for managing where nothing is said, and ends when it is removed', async () => {
  const api = apiUnderTest();
  const key = await api.keyOf('acme');
  assert.equal((await api.call('GET', '/v1/me', { key })).body['role'], 'manage');
  const bodiless = await api.call('POST', '/v1/accounts/acme/keys');
  assert.deepEqual([bodiless.status, bodiless.body['role']], [201, 'manage']);
  const [stored] = [...api.stored.keys.values()];
  const path = `/v1/accounts/acme/keys/${stored?.id}`;
  assert.equal((await api.call('DELETE', path)).status, 204);
  assert.equal((await api.call('GET', '/v1/me', { key })).status, 401);
  assert.equal((await api.call('DELETE', path)).status, 404);
  assert.equal((await api.call('POST', '/v1/accounts/acme/keys', { body: { role: 'owner' } })).status, 422);
});

test('an erasure begins with its keys, and says what remains where until when', async () => {
  const api = apiUnderTest();
  const key = await api.keyOf('acme');
  await api.call('POST', '/v1/subscriptions', { key, body: subscription });
  const deleted = await api.call('DELETE', '/v1/accounts/acme');
  assert.equal(deleted.status, 202);
  assert.deepEqual(
    [deleted.body['status'], deleted.body['deleting_at']],
    ['deleting', '2026-01-15T10:30:00.000Z'],
  );
  const { subscriptions_left: left, deliveries_erased: erased, copies } = deleted.body['erasure'] as Erasure;
  assert.deepEqual([left, erased], [1, 0]);
  assert.deepEqual(
    copies.map(({ kind, until }) => [kind, until]),
    [
      ['event_archive', '2026-02-14T10:30:00.000Z'],
      ['ingest_dead_letters', '2026-01-29T10:30:00.000Z'],
      ['function_logs', '2026-04-15T10:30:00.000Z'],
      ['backups', '2026-02-19T10:30:00.000Z'],
    ],
  );
  assert.equal((await api.call('GET', '/v1/me', { key })).status, 401);
  assert.equal(api.stored.keys.size, 0);
  assert.deepEqual([[...api.erasures], api.erased], [['acme'], ['acme']]);
  const later = (await api.call('GET', '/v1/accounts/acme')).body;
  assert.deepEqual(later, deleted.body);
  api.clock.now += 60_000;
  const again = (await api.call('DELETE', '/v1/accounts/acme')).body;
  assert.equal(again['deleting_at'], deleted.body['deleting_at'], 'asked again, it goes on');
  const untilNow = (again['erasure'] as Erasure).copies.map(({ until }) => until.slice(11, 19));
  assert.deepEqual(untilNow, ['10:30:00', '10:30:00', '10:31:00', '10:31:00'], 'what is written on and on');
  assert.equal((await api.call('DELETE', '/v1/accounts/nobody')).status, 404);
});

test('an account that is being erased takes neither keys nor subscriptions', async () => {
  const api = apiUnderTest();
  await api.keyOf('acme');
  await api.dependencies.accounts.change('acme', { deletingAt: api.clock.now });
  const newKey = await api.call('POST', '/v1/accounts/acme/keys', { body: {} });
  const newSubscription = await api.call('POST', '/v1/subscriptions', {
    account: 'acme',
    body: subscription,
  });
  assert.deepEqual([newKey.status, newKey.body.code], [409, 'account_deleting']);
  for (const [method, path] of [
    ['PATCH', '/v1/accounts/acme'],
    ['POST', '/v1/accounts/acme/portal-links'],
  ] as const) {
    const changed = await api.call(method, path, { body: {} });
    assert.deepEqual([changed.status, changed.body.code], [409, 'account_deleting'], path);
  }
  assert.equal((await api.call('GET', '/v1/subscriptions', { account: 'acme' })).status, 200, 'it is shown');
  assert.deepEqual([newSubscription.status, newSubscription.body.code], [409, 'account_deleting']);
});

test('a key that is made while its account is erased does not outlive it', async () => {
  const api = apiUnderTest();
  await api.keyOf('acme');
  const { keys } = api.dependencies;
  const add = keys.add.bind(keys);
  Object.assign(keys, {
    add: async (made: Parameters<typeof add>[0]) => {
      await api.dependencies.accounts.change('acme', { deletingAt: 1 });
      await add(made);
    },
  });
  assert.equal((await api.call('POST', '/v1/accounts/acme/keys', { body: {} })).status, 409);
  assert.equal(api.stored.keys.size, 1);
});

type Erasure = {
  readonly subscriptions_left: number;
  readonly deliveries_erased: number;
  readonly copies: readonly { readonly kind: string; readonly until: string }[];
};
