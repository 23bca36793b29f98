import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiUnderTest } from './api-under-test.ts';

test('an account makes so many requests a second, and is told when to come again', async () => {
  const api = apiUnderTest();
  const [key, other] = [await api.keyOf('acme'), await api.keyOf('globex')];
  await api.call('PATCH', '/v1/accounts/acme', { body: { limits: { requests_per_second: 2 } } });
  const me = (own: string) => api.call('GET', '/v1/me', { key: own });
  assert.deepEqual([(await me(key)).status, (await me(key)).status], [200, 200]);
  const refused = await me(key);
  assert.deepEqual(
    [refused.status, refused.body.code, refused.headers['retry-after']],
    [429, 'too_many_requests', '1'],
  );
  assert.match(refused.body.detail, /2 requests a second.*limits\.requests_per_second/);
  assert.equal((await me(other)).status, 200, 'no other account is held up');
  assert.equal((await api.call('GET', '/v1/subscriptions', { account: 'acme' })).status, 200);
  api.clock.now += 1_000;
  assert.equal((await me(key)).status, 200);
});

test('a refused request does nothing', async () => {
  const api = apiUnderTest();
  const key = await api.keyOf('acme');
  await api.call('PATCH', '/v1/accounts/acme', { body: { limits: { requests_per_second: 1 } } });
  const body = { url: 'https://hooks.example.com/in', events: ['call.ended'] };
  const created = await Promise.all(
    [1, 2, 3].map(() => api.call('POST', '/v1/subscriptions', { key, body })),
  );
  assert.deepEqual(
    created.map(({ status }) => status).toSorted((a, b) => a - b),
    [201, 429, 429],
  );
  assert.equal(api.stored.subscriptions.size, 1);
});

test('limits are changed each alone, and me shows them', async () => {
  const api = apiUnderTest();
  const key = await api.keyOf('acme');
  for (const limits of [{ subscriptions: 3 }, { requests_per_second: 10 }, { events_per_second: 0 }])
    assert.equal((await api.call('PATCH', '/v1/accounts/acme', { body: { limits } })).status, 200);
  const { account } = (await api.call('GET', '/v1/me', { key })).body as unknown as {
    account: { limits: unknown };
  };
  assert.deepEqual(account.limits, { subscriptions: 3, requests_per_second: 10, events_per_second: 0 });
  for (const limits of [
    { requests_per_second: 0 },
    { requests_per_second: 1_001 },
    { events_per_second: -1 },
  ])
    assert.equal((await api.call('PATCH', '/v1/accounts/acme', { body: { limits } })).status, 422);
});
