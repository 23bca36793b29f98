import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adminApi, apiWith, createAccount, expectStatus } from './support/api.ts';
import { eventually } from './support/eventually.ts';

const body = { url: 'http://127.0.0.1:9/none', events: ['call.ended'] };

test('of many requests with one idempotency key one is done, and every repeat is answered what it was', async () => {
  const { key } = await createAccount();
  const api = apiWith(key, { 'idempotency-key': 'once' });
  const create = () => api<{ id: string; secret: string; code?: string }>('POST', '/v1/subscriptions', body);
  const atOnce = await Promise.all(Array.from({ length: 6 }, create));
  for (const { status, body: answered } of atOnce)
    assert.ok(status === 201 || answered.code === 'idempotency_in_progress', String(status));
  const repeated = await eventually('the first is answered', async () => {
    const answer = await create();
    return answer.status === 201 && answer;
  });
  assert.equal(repeated.headers.get('idempotency-replayed'), 'true');
  const made = atOnce.filter(({ status }) => status === 201).map((answer) => answer.body);
  assert.ok(made.length > 0);
  for (const { id, secret } of made) assert.deepEqual([id, secret], [repeated.body.id, repeated.body.secret]);
  const { data } = await expectStatus(200, apiWith(key)<{ data: object[] }>('GET', '/v1/subscriptions'));
  assert.equal(data.length, 1);
});

test('an account that makes more requests than it may each second is told when to come again', async () => {
  const { accountId, api } = await createAccount();
  await expectStatus(
    200,
    adminApi('PATCH', `/v1/accounts/${accountId}`, { limits: { requests_per_second: 2 } }),
  );
  const answers = await Promise.all(Array.from({ length: 12 }, () => api('GET', '/v1/me')));
  const refused = answers.find(({ status }) => status === 429);
  assert.ok(refused, 'at least eight of twelve are too many, whatever second they fall into');
  assert.deepEqual([refused.body['code'], refused.headers.get('retry-after')], ['too_many_requests', '1']);
  await eventually('the next second has begun', async () => (await api('GET', '/v1/me')).status === 200);
});

test('a portal link opens one session, whose changes its account can read', async () => {
  const { accountId, api } = await createAccount();
  const link = await expectStatus(
    201,
    adminApi<{ url: string }>('POST', `/v1/accounts/${accountId}/portal-links`, { role: 'manage' }),
  );
  const code = new URL(link.url).hash.slice('#code='.length);
  const nobody = apiWith('none');
  const { key } = await expectStatus(201, nobody<{ key: string }>('POST', '/v1/portal-sessions', { code }));
  await expectStatus(401, nobody('POST', '/v1/portal-sessions', { code }));
  await expectStatus(201, apiWith(key)('POST', '/v1/subscriptions', body));
  const { data } = await expectStatus(
    200,
    api<{ data: { action: string; actor: { type: string } }[] }>('GET', '/v1/audit-log'),
  );
  assert.deepEqual(
    data.slice(0, 2).map(({ action, actor }) => [action, actor.type]),
    [
      ['POST /v1/subscriptions', 'portal_session'],
      ['POST /v1/portal-sessions', 'portal_link'],
    ],
  );
});

test("an administrator's key is rotated without a gap", async () => {
  const { key, id } = await expectStatus(
    201,
    adminApi<{ key: string; id: string }>('POST', '/v1/admin-keys'),
  );
  const second = apiWith(key);
  await expectStatus(200, second('GET', '/v1/accounts'));
  const { last_used_at: usedAt } = await expectStatus(
    200,
    adminApi<{ last_used_at: string }>('GET', `/v1/admin-keys/${id}`),
  );
  assert.ok(Date.now() - Date.parse(usedAt) < 3_600_000);
  await expectStatus(204, adminApi('DELETE', `/v1/admin-keys/${id}`));
  await expectStatus(401, second('GET', '/v1/accounts'));
});
