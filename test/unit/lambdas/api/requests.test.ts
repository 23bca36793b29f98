import assert from 'node:assert/strict';
import { test } from 'node:test';
import { route } from '../../../../lambdas/api/route.ts';
import { ADMINISTRATOR, apiUnderTest } from './api-under-test.ts';

const body = { url: 'https://hooks.example.com/in', events: ['call.ended'] };

test('rejects a request without a key, with a mistyped one and with a removed one', async () => {
  const api = apiUnderTest();
  const key = await api.keyOf('acme');
  const [stored] = [...api.stored.keys.values()];
  await api.call('DELETE', `/v1/accounts/acme/keys/${stored?.id}`);
  for (const wrong of ['', 'nonsense', `whk_${'a'.repeat(43)}`, `${ADMINISTRATOR}x`, key]) {
    const refused = await api.call('GET', '/v1/subscriptions', { key: wrong });
    assert.deepEqual([refused.status, refused.body.code], [401, 'unauthorized'], wrong);
    assert.equal(refused.headers['www-authenticate'], 'Bearer');
  }
  const basic = await api.call('GET', '/v1/me', { key: '', headers: { authorization: 'Basic YTpi' } });
  assert.equal(basic.status, 401);
});

test('rejects a change by a key that may only read, and shows it no secret', async () => {
  const api = apiUnderTest();
  const [manage, read] = [await api.keyOf('acme'), await api.keyOf('acme', 'read')];
  const { id } = (await api.call('POST', '/v1/subscriptions', { key: manage, body })).body;
  const path = `/v1/subscriptions/${id}`;
  assert.equal((await api.call('GET', path, { key: read })).status, 200);
  for (const [method, at] of [
    ['POST', '/v1/subscriptions'],
    ['PATCH', path],
    ['DELETE', path],
    ['GET', `${path}/secret`],
  ] as const) {
    const refused = await api.call(method, at, { key: read, body });
    assert.deepEqual([refused.status, refused.body.code], [403, 'read_only_key'], `${method} ${at}`);
  }
  assert.equal(api.stored.subscriptions.get(id)?.generation, 1);
});

test("rejects an account's key on every route of the administrator", async () => {
  const api = apiUnderTest();
  const key = await api.keyOf('acme');
  for (const [method, at] of [
    ['POST', '/v1/accounts'],
    ['GET', '/v1/accounts'],
    ['GET', '/v1/accounts/acme'],
    ['PATCH', '/v1/accounts/acme'],
    ['DELETE', '/v1/accounts/acme'],
    ['POST', '/v1/accounts/acme/keys'],
    ['GET', '/v1/accounts/acme/keys'],
    ['DELETE', '/v1/accounts/acme/keys/key_1'],
  ] as const) {
    const refused = await api.call(method, at, { key, body: {} });
    assert.deepEqual([refused.status, refused.body.code], [403, 'administrators_only'], `${method} ${at}`);
  }
});

test('an administrator acts for the account that X-Account-Id names, and has to name one that exists', async () => {
  const api = apiUnderTest();
  const key = await api.keyOf('acme');
  const created = await api.call('POST', '/v1/subscriptions', { account: 'acme', body });
  assert.equal(created.status, 201);
  assert.equal((await api.call('GET', `/v1/subscriptions/${created.body.id}`, { key })).status, 200);
  const unnamed = await api.call('GET', '/v1/subscriptions');
  assert.deepEqual([unnamed.status, unnamed.body.code], [400, 'account_required']);
  assert.equal((await api.call('GET', '/v1/subscriptions', { account: 'nobody' })).status, 404);
  assert.equal((await api.call('GET', '/v1/subscriptions', { account: 'a#b' })).status, 404);
});

test("rejects an account's key that names another account, and takes one that names its own", async () => {
  const api = apiUnderTest();
  const key = await api.keyOf('acme');
  await api.keyOf('globex');
  const refused = await api.call('GET', '/v1/subscriptions', { key, account: 'globex' });
  assert.deepEqual([refused.status, refused.body.code], [403, 'other_account']);
  assert.equal((await api.call('GET', '/v1/subscriptions', { key, account: 'acme' })).status, 200);
});

test('me tells who is calling', async () => {
  const api = apiUnderTest();
  const key = await api.keyOf('acme', 'read');
  const own = (await api.call('GET', '/v1/me', { key })).body;
  assert.equal(own['role'], 'read');
  assert.equal(own['key_id'], [...api.stored.keys.values()][0]?.id);
  assert.deepEqual(own['account'], {
    id: 'acme',
    name: null,
    limits: { subscriptions: 50, requests_per_second: 500, events_per_second: 1000 },
    status: 'active',
    deleting_at: null,
    created_at: '2026-01-15T10:30:00.000Z',
    updated_at: '2026-01-15T10:30:00.000Z',
  });
  const administrator = (await api.call('GET', '/v1/me')).body;
  assert.deepEqual(administrator, { role: 'administrator', key_id: null, account: null });
});

test('the event types are listed, and one is shown with schema and example', async () => {
  const api = apiUnderTest();
  const key = await api.keyOf('acme', 'read');
  const list = (await api.call('GET', '/v1/event-types', { key })).body;
  assert.deepEqual(
    list.data
      .filter(({ name }) => name === 'call.ended' || name === 'message.exhausted')
      .map(({ name, group, operational }) => [name, group, operational]),
    [
      ['call.ended', 'call', false],
      ['message.exhausted', 'message', true],
    ],
  );
  const one = (await api.call('GET', '/v1/event-types/call.ended', { key })).body;
  assert.equal(one['name'], 'call.ended');
  assert.equal(typeof one['schema'], 'object');
  assert.equal(typeof one['example'], 'object');
  assert.equal(one['operational'], false);
  const operational = (await api.call('GET', '/v1/event-types/subscription.disabled', { key })).body;
  assert.equal(operational['operational'], true);
  const unheard = await api.call('GET', '/v1/event-types/call.unheard', { key });
  assert.equal(unheard.status, 404);
  assert.match(unheard.body.detail, /call\.ended.*subscription\.disabled/);
});

test('rejects a path that is not there and a method that a path does not know', async () => {
  const api = apiUnderTest();
  for (const path of [
    '/',
    '/v1',
    '/v1/nothing',
    '/v1/subscriptions/',
    '/v1/subscriptions//secret',
    '/v1/me/%E0%A4%A',
  ])
    assert.equal((await api.call('GET', path)).status, 404, path);
  const refused = await api.call('PUT', '/v1/subscriptions');
  assert.deepEqual([refused.status, refused.headers['allow']], [405, 'POST, GET']);
});

test('rejects a body that is not JSON and says where', async () => {
  const api = apiUnderTest();
  const key = await api.keyOf('acme');
  const refused = await api.call('POST', '/v1/subscriptions', { key, body: '{\n  "url": tru }' });
  assert.deepEqual([refused.status, refused.body.code], [400, 'malformed_json']);
  assert.match(refused.body.detail, /line 2, column 10 \(position 11\)/);
  assert.equal((await api.call('POST', '/v1/subscriptions', { key, body: '' })).status, 400);
  for (const other of ['[]', '"text"', 'null', '7']) {
    const answered = await api.call('POST', '/v1/subscriptions', { key, body: other });
    assert.equal(answered.status, 422, other);
    assert.equal(answered.body.errors[0]?.field, '(body)');
  }
});

function withText(escaped: string): string {
  return `${JSON.stringify(body).slice(0, -1)},"description":"${escaped}"}`;
}

test('rejects half of a surrogate pair, which nothing could store, and takes a whole one', async () => {
  const api = apiUnderTest();
  const key = await api.keyOf('acme');
  for (const escaped of ['\\ud83d', '\\ude00\\ud83d', 'a\\uDE00'])
    assert.equal(
      (await api.call('POST', '/v1/subscriptions', { key, body: withText(escaped) })).body.code,
      'malformed_json',
      escaped,
    );
  const taken = await api.call('POST', '/v1/subscriptions', { key, body: withText('\\ud83d\\ude00') });
  assert.deepEqual([taken.status, taken.body['description']], [201, '😀']);
});

test('a body is JSON by its content type, in base64 too', async () => {
  const api = apiUnderTest();
  const key = await api.keyOf('acme');
  for (const type of [
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON;charset=UTF-8',
  ]) {
    const headers = { 'content-type': type };
    assert.equal(
      (await api.call('POST', '/v1/subscriptions', { key, body, headers, base64: true })).status,
      201,
      type,
    );
  }
  for (const type of [
    '',
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json; charset=latin1',
  ]) {
    const refused = await api.call('POST', '/v1/subscriptions', {
      key,
      body,
      headers: { 'content-type': type },
    });
    assert.deepEqual([refused.status, refused.body.code], [415, 'unsupported_media_type'], type);
  }
});

test('rejects query parameters that are unknown, repeated or not allowed', async () => {
  const api = apiUnderTest();
  const key = await api.keyOf('acme');
  for (const [query, field] of [
    ['page=2', 'page'],
    ['limit=1&limit=2', 'limit'],
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=1e1', 'limit'],
    ['cursor=bm90aGluZw', 'cursor'],
    ['__proto__=1', '__proto__'],
  ] as const) {
    const refused = await api.call('GET', `/v1/subscriptions?${query}`, { key });
    assert.deepEqual([refused.status, refused.body.code], [400, 'invalid_query'], query);
    assert.equal(refused.body.errors[0]?.field, field, query);
  }
  assert.equal((await api.call('GET', '/v1/me?x=1', { key })).status, 400);
});

test('every request is one line of the log, without body, query or key', async () => {
  const api = apiUnderTest();
  const key = await api.keyOf('acme');
  api.log.length = 0;
  const { id } = (await api.call('POST', '/v1/subscriptions', { key, body })).body;
  await api.call('GET', '/v1/subscriptions?limit=7', { key });
  await api.call('GET', `/v1/subscriptions/${id}`, { key: 'nonsense' });
  assert.deepEqual(
    api.log.map(({ message, route, status, account_id: account }) => ({ message, route, status, account })),
    [
      { message: 'request', route: '/v1/subscriptions', status: 201, account: 'acme' },
      { message: 'request', route: '/v1/subscriptions', status: 200, account: 'acme' },
      { message: 'request', route: '/v1/subscriptions/{id}', status: 401, account: undefined },
    ],
  );
  const text = JSON.stringify(api.log);
  for (const secret of [key, 'nonsense', 'hooks.example.com', 'whsec_', 'limit'])
    assert.ok(!text.includes(secret), secret);
});

test('what nobody expected is logged once with the id of the request, and answered without its insides', async () => {
  const broken = route({
    method: 'GET',
    path: '/broken',
    access: 'key',
    handle: () => Promise.reject(new Error('table on fire')),
  });
  const api = apiUnderTest({}, [broken]);
  const answered = await api.call('GET', '/broken');
  assert.equal(answered.status, 500);
  assert.equal(answered.body['instance'], 'request-1');
  assert.ok(!answered.text.includes('fire'));
  assert.deepEqual(
    api.log.map(({ level, message, request_id: id }) => ({ level, message, id })),
    [
      { level: 'ERROR', message: 'unexpected error', id: 'request-1' },
      { level: 'INFO', message: 'request', id: 'request-1' },
    ],
  );
  assert.match(JSON.stringify(api.log[0]), /table on fire/);
});

test('a refusal is a problem document', async () => {
  const api = apiUnderTest();
  const refused = await api.call('GET', '/v1/nothing');
  assert.equal(refused.headers['content-type'], 'application/problem+json');
  assert.deepEqual(refused.body, {
    type: 'urn:freyavoice-webhooks:problem:not_found',
    title: 'There is no such resource',
    status: 404,
    detail: 'There is nothing at /v1/nothing. GET /openapi.json lists what there is.',
    instance: 'request-1',
    code: 'not_found',
  });
});
