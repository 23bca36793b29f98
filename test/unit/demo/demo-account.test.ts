import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ensureDemoAccount } from '../../../demo/demo-account.ts';
import { startApiStandIn, type ApiRequest } from './api-stand-in.ts';

const newKey = { status: 201, body: { id: 'key_1', key: 'whk_new' } };
const calls = (requests: readonly ApiRequest[]) =>
  requests.map(({ method, path, authorization, body }) => [method, path, authorization, body]);

test('an empty platform gets the account and a key that may manage, asked for as administrator', async (context) => {
  const api = await startApiStandIn(context, ({ path }) =>
    path === '/v1/accounts' ? { status: 201, body: { id: 'demo' } } : newKey,
  );
  const account = await ensureDemoAccount({ apiUrl: api.apiUrl, key: 'admin' }, undefined);
  assert.deepEqual(account, { id: 'demo', key: 'whk_new' });
  assert.deepEqual(calls(api.requests), [
    ['POST', '/v1/accounts', 'Bearer admin', { id: 'demo' }],
    ['POST', '/v1/accounts/demo/keys', 'Bearer admin', { role: 'manage' }],
  ]);
});

test('the account of the last start is kept while its key is valid', async (context) => {
  const api = await startApiStandIn(context, ({ path }) => (path === '/v1/me' ? { body: {} } : undefined));
  const remembered = { id: 'mine', key: 'whk_old' };
  assert.deepEqual(await ensureDemoAccount({ apiUrl: api.apiUrl, key: 'admin' }, remembered), remembered);
  assert.deepEqual(calls(api.requests), [['GET', '/v1/me', 'Bearer whk_old', undefined]]);
});

test('a remembered key that is no longer valid is replaced, also where the account is still there', async (context) => {
  const api = await startApiStandIn(context, ({ path }) => {
    if (path === '/v1/me') return { status: 401, body: {} };
    return path === '/v1/accounts' ? { status: 409, body: {} } : newKey;
  });
  const account = await ensureDemoAccount(
    { apiUrl: api.apiUrl, key: 'admin' },
    { id: 'demo', key: 'whk_old' },
  );
  assert.deepEqual(account, { id: 'demo', key: 'whk_new' });
});

test('fails with the answer when the account is refused', async (context) => {
  const api = await startApiStandIn(context, () => ({ status: 403, body: { title: 'Forbidden' } }));
  await assert.rejects(ensureDemoAccount({ apiUrl: api.apiUrl, key: 'admin' }, undefined), {
    name: 'ApiError',
    status: 403,
    message: 'POST /v1/accounts was answered with 403: {"title":"Forbidden"}',
  });
});
