import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiUnderTest } from './api-under-test.ts';

const body = { url: 'https://hooks.example.com/in', events: ['call.ended'] };
const oauth2 = {
  type: 'oauth2',
  token_url: 'https://login.example.com/token',
  client_id: 'c',
  client_secret: 's3cr3t',
};

async function subscribed(more: object) {
  const api = apiUnderTest();
  const key = await api.keyOf('acme');
  const created = await api.call('POST', '/v1/subscriptions', { key, body: { ...body, ...more } });
  const path = `/v1/subscriptions/${created.body.id}`;
  const patch = (fields: object) => api.call('PATCH', path, { key, body: fields });
  const stored = () => api.stored.subscriptions.get(created.body.id);
  return { api, key, created, path, patch, stored };
}

test('credentials go in and never come out again', async () => {
  const { api, key, created, path, patch, stored } = await subscribed({ authentication: oauth2 });
  const answers = [
    created,
    await api.call('GET', path, { key }),
    await api.call('GET', '/v1/subscriptions', { key }),
    await patch({ description: 'x' }),
    await patch({ authentication: { ...oauth2, client_secret: 'an0ther' } }),
  ];
  assert.deepEqual(
    answers.map(({ status }) => status),
    [201, 200, 200, 200, 200],
  );
  assert.deepEqual(created.body['authentication'], {
    type: 'oauth2',
    token_url: 'https://login.example.com/token',
    client_id: 'c',
    scope: null,
  });
  for (const { text } of answers) assert.ok(!/s3cr3t|an0ther/.test(text));
  assert.ok(!/s3cr3t|an0ther/.test(JSON.stringify(api.log)));
  assert.deepEqual(stored()?.authentication, {
    type: 'oauth2',
    tokenUrl: 'https://login.example.com/token',
    clientId: 'c',
    clientSecret: 'an0ther',
  });
});

test('what GET shows can be sent back, changed, and keeps the credential', async () => {
  const { created, patch, stored } = await subscribed({ authentication: oauth2 });
  const shown = created.body['authentication'] as object;
  const patched = await patch({ authentication: { ...shown, scope: 'write' } });
  assert.equal(patched.status, 200, patched.text);
  assert.deepEqual(stored()?.authentication, {
    type: 'oauth2',
    tokenUrl: 'https://login.example.com/token',
    clientId: 'c',
    clientSecret: 's3cr3t',
    scope: 'write',
  });
});

test('a credential follows a url to another path, and not to another server', async () => {
  const { patch, stored } = await subscribed({ authentication: { type: 'bearer', token: 's3cr3t' } });
  assert.equal((await patch({ url: 'https://hooks.example.com/other' })).status, 200);
  for (const fields of [
    { url: 'https://evil.example.com/in' },
    { url: 'https://hooks.example.com:8443/in' },
    { url: 'https://evil.example.com/in', authentication: { type: 'bearer' } },
  ]) {
    const refused = await patch(fields);
    assert.equal(refused.status, 422);
    assert.deepEqual(
      refused.body.errors.map(({ field }) => field),
      ['authentication'],
    );
  }
  assert.equal(stored()?.url, 'https://hooks.example.com/other');
  const given = { url: 'https://new.example.com/in', authentication: { type: 'bearer', token: 'new' } };
  assert.equal((await patch(given)).status, 200);
  assert.equal((await patch({ url: 'https://newer.example.com/in', authentication: null })).status, 200);
  assert.equal(stored()?.authentication, undefined);
  assert.equal((await patch({ url: 'https://newest.example.com/in' })).status, 200);
});

test('headers are shown as they were given, and null takes them away', async () => {
  const { created, patch, stored } = await subscribed({ headers: { 'X-Team': 'blue' } });
  assert.deepEqual(created.body['headers'], { 'X-Team': 'blue' });
  assert.deepEqual((await patch({ headers: null })).body['headers'], {});
  assert.ok(stored() && !('headers' in (stored() ?? {})));
});

test('rejects a header that the stored or new authentication sets', async () => {
  const authentication = { type: 'api_key', header: 'X-Key', value: 's3cr3t' };
  const { api, key, patch } = await subscribed({ authentication });
  for (const refused of [
    await patch({ headers: { 'x-key': 'mine' } }),
    await api.call('POST', '/v1/subscriptions', {
      key,
      body: { ...body, authentication, headers: { 'X-KEY': 'mine' } },
    }),
  ]) {
    assert.equal(refused.status, 422);
    assert.match(refused.body.errors[0]?.field ?? '', /^headers\.x-key$/i);
    assert.ok(!/s3cr3t|mine/.test(refused.text));
  }
});

test('rejects faulty fields by their places, without repeating what may be secret', async () => {
  const { api, key } = await subscribed({});
  const refused = await api.call('POST', '/v1/subscriptions', {
    key,
    body: {
      ...body,
      authentication: { type: 'basic', username: 'a:b', password: 's3cr3t\n' },
      headers: { Authorization: 'Bearer s3cr3t', 'x-a': 's3cr3t\r\n' },
    },
  });
  assert.equal(refused.status, 422);
  assert.deepEqual(refused.body.errors.map(({ field }) => field).toSorted(), [
    'authentication.password',
    'authentication.username',
    'headers.Authorization',
    'headers.x-a',
  ]);
  assert.ok(!refused.text.includes('s3cr3t'));
});
