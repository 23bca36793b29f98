import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiUnderTest } from './api-under-test.ts';

async function linked(body: object = {}) {
  const api = apiUnderTest();
  const key = await api.keyOf('acme');
  const link = await api.call('POST', '/v1/accounts/acme/portal-links', { body });
  const [base = '', code = ''] = String(link.body['url']).split('#code=');
  const redeem = (of: unknown = code) =>
    api.call('POST', '/v1/portal-sessions', { key: '', body: { code: of } });
  return { api, key, link, base, code, redeem };
}

test('a link carries its code in the fragment, and the code opens one session without a key', async () => {
  const { api, link, base, redeem } = await linked();
  assert.equal(link.status, 201);
  assert.equal(base, 'https://api.example.com/console');
  assert.deepEqual([link.body['role'], link.body['expires_at']], ['manage', '2026-01-15T10:45:00.000Z']);
  const session = await redeem();
  assert.equal(session.status, 201);
  assert.deepEqual(
    [session.body['account_id'], session.body['role'], session.body['expires_at']],
    ['acme', 'manage', '2026-01-15T18:30:00.000Z'],
  );
  const me = (await api.call('GET', '/v1/me', { key: session.body.key })).body;
  assert.deepEqual([me['role'], me['key_id']], ['manage', session.body.id]);
  const again = await redeem();
  assert.deepEqual([again.status, again.body.code], [401, 'portal_code_invalid']);
});

test('a session may do what its link says, ends when its key is removed, and is told from keys in the audit log', async () => {
  const { api, key, redeem } = await linked({ role: 'read' });
  const session = (await redeem()).body;
  const body = { url: 'https://hooks.example.com/in', events: ['call.ended'] };
  assert.equal((await api.call('GET', '/v1/subscriptions', { key: session.key })).status, 200);
  assert.equal((await api.call('POST', '/v1/subscriptions', { key: session.key, body })).status, 403);
  const listed = (await api.call('GET', '/v1/accounts/acme/keys')).body.data;
  assert.ok(listed.some(({ id, expires_at }) => id === session.id && expires_at !== null));
  const [entry] = (await api.call('GET', '/v1/audit-log', { key })).body.data;
  assert.deepEqual(
    [entry?.['actor'], entry?.['action'], entry?.['resource_id']],
    [{ type: 'portal_link', key_id: null }, 'POST /v1/portal-sessions', session.id],
  );
  assert.equal((await api.call('DELETE', `/v1/accounts/acme/keys/${session.id}`)).status, 204);
  assert.equal((await api.call('GET', '/v1/subscriptions', { key: session.key })).status, 401);
});

test("a session's changes are logged as a session's", async () => {
  const { api, redeem } = await linked();
  const { key, id } = (await redeem()).body;
  const body = { url: 'https://hooks.example.com/in', events: ['call.ended'] };
  await api.call('POST', '/v1/subscriptions', { key, body });
  const [entry] = (await api.call('GET', '/v1/audit-log', { key })).body.data;
  assert.deepEqual(entry?.['actor'], { type: 'portal_session', key_id: id });
});

test('rejects a code that is over, and a link to no account, to one being deleted, or by its own key', async () => {
  const { api, key, redeem, code } = await linked();
  api.clock.now += 900_000;
  assert.equal((await redeem()).status, 401);
  assert.equal((await redeem(7)).status, 422);
  assert.equal((await api.call('POST', '/v1/accounts/nobody/portal-links')).status, 404);
  assert.equal((await api.call('POST', '/v1/accounts/acme/portal-links', { key })).status, 403);
  await api.dependencies.accounts.change('acme', { deletingAt: api.clock.now });
  assert.equal((await api.call('POST', '/v1/accounts/acme/portal-links')).status, 409);
  assert.ok(!JSON.stringify(api.log).includes(code));
});

test('a code of an account that is being deleted opens nothing', async () => {
  const { api, redeem } = await linked();
  const before = api.stored.keys.size;
  await api.dependencies.accounts.change('acme', { deletingAt: api.clock.now });
  assert.equal((await redeem()).status, 409);
  assert.equal(api.stored.keys.size, before);
});
