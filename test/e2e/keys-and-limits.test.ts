import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { adminApi, apiWith, createAccount, expectStatus } from './support/api.ts';
import { awsClients } from './support/aws-clients.ts';
import { connection } from './support/connection.ts';
import { deliveryThat } from './support/delivery.ts';
import { eventually } from './support/eventually.ts';
import { patienceMs } from './support/patience.ts';
import { putEvents } from './support/put-events.ts';
import { startReceiver } from './support/receiver.ts';
import { createSubscription } from './support/subscription.ts';
import { tick } from './support/tick.ts';

type Key = {
  readonly id: string;
  readonly key: string;
  readonly role: string;
  readonly last4: string;
  readonly last_used_at: string | null;
};

type Me = { readonly role: string; readonly key_id: string; readonly account: { readonly id: string } };

/** Where days are not seconds, queues outlive their rules by five minutes. */
const ERASED_WITHIN_MS = patienceMs + 360_000;

const subscription = { url: 'http://127.0.0.1:9/none', events: ['call.ended'] };

test('a key is shown once, opens its account in its role, is seen to be used, and opens nothing once removed', async () => {
  const { accountId, api } = await createAccount();
  const path = `/v1/accounts/${accountId}/keys`;
  const made = await expectStatus(201, adminApi<Key>('POST', path, { role: 'read' }));
  const list = await expectStatus(200, adminApi<{ data: readonly Key[] }>('GET', path));
  const listed = list.data.find(({ id }) => id === made.id);
  assert.deepEqual([listed?.role, listed?.last4, listed?.last_used_at], ['read', made.key.slice(-4), null]);
  assert.ok(!JSON.stringify(list).includes(made.key), 'it is shown once');

  const reader = apiWith(made.key);
  const me = await expectStatus(200, reader<Me>('GET', '/v1/me'));
  assert.deepEqual([me.role, me.key_id, me.account.id], ['read', made.id, accountId]);
  const { id } = await expectStatus(201, api<{ id: string }>('POST', '/v1/subscriptions', subscription));
  await expectStatus(200, reader('GET', `/v1/subscriptions/${id}`));
  for (const [method, at] of [
    ['POST', '/v1/subscriptions'],
    ['DELETE', `/v1/subscriptions/${id}`],
    ['GET', `/v1/subscriptions/${id}/secret`],
  ] as const)
    assert.equal(
      (await reader(method, at, method === 'POST' ? subscription : undefined)).body['code'],
      'read_only_key',
    );

  const { last_used_at: usedAt } = await expectStatus(200, adminApi<Key>('GET', `${path}/${made.id}`));
  assert.ok(Date.now() - Date.parse(String(usedAt)) < 3_600_000, String(usedAt));
  await expectStatus(204, adminApi('DELETE', `${path}/${made.id}`));
  await expectStatus(401, reader('GET', '/v1/me'));
  await expectStatus(404, adminApi('GET', `${path}/${made.id}`));
  await expectStatus(200, api('GET', '/v1/me'));
});

test('the limits of an account are shown, and hold: one subscription too many, one event a second too many', async () => {
  const { accountId, api } = await createAccount();
  const limits = { subscriptions: 1, events_per_second: 2 };
  await expectStatus(200, adminApi('PATCH', `/v1/accounts/${accountId}`, { limits }));
  const { account } = await expectStatus(200, api<{ account: { limits: object } }>('GET', '/v1/me'));
  assert.deepEqual(account.limits, { ...account.limits, ...limits });

  const { id } = await expectStatus(201, api<{ id: string }>('POST', '/v1/subscriptions', subscription));
  const refused = await expectStatus(429, api('POST', '/v1/subscriptions', subscription));
  assert.equal(refused['code'], 'limit_exceeded');
  assert.match(String(refused['detail']), /limits\.subscriptions/);
  await expectStatus(202, api('DELETE', `/v1/subscriptions/${id}`));
  await expectStatus(201, api('POST', '/v1/subscriptions', subscription));

  const event = { account_id: accountId, event_type: 'call.ended', data: {} };
  const answers = await Promise.all(Array.from({ length: 8 }, () => adminApi('POST', '/v1/events', event)));
  const tooMany = answers.filter(({ status }) => status === 429);
  assert.ok(tooMany.length >= 4, 'at most four of eight fall into two seconds');
  assert.deepEqual(
    [tooMany[0]?.body['code'], tooMany[0]?.headers.get('retry-after')],
    ['too_many_requests', '1'],
  );
});

test('an erased account is opened by no key, is sent nothing, and leaves no queue; its id begins anew', async (t) => {
  const receiver = await startReceiver();
  t.after(() => receiver.stop());
  const { accountId, api } = await createAccount();
  const { id } = await createSubscription(api, { url: receiver.url });
  const event = { type: 'call.ended', detail: { account_id: accountId, data: {} } };
  await putEvents([event]);
  const [request] = await receiver.waitFor(1);
  const path = `/v1/subscriptions/${id}/deliveries/${String(request?.headers['webhook-id'])}`;
  await deliveryThat(api, path, ({ status }) => status === 'delivered');

  const account = `/v1/accounts/${accountId}`;
  const begun = await expectStatus(202, adminApi<{ status: string; erasure: object }>('DELETE', account));
  assert.equal(begun.status, 'deleting');
  assert.ok('copies' in begun.erasure, 'it says what remains where');
  await expectStatus(401, api('GET', '/v1/me'));
  const asAdministrator = apiWith(connection.admin_key, { 'x-account-id': accountId });
  for (const refused of [
    adminApi('POST', `${account}/keys`),
    adminApi('POST', `${account}/portal-links`),
    asAdministrator('POST', '/v1/subscriptions', subscription),
  ])
    assert.equal((await expectStatus(409, refused))['code'], 'account_deleting');
  await eventually(
    'the account is gone',
    async () => {
      await tick();
      return (await adminApi('GET', account)).status === 404;
    },
    ERASED_WITHIN_MS,
  );

  await expectStatus(404, asAdministrator('GET', path));
  for (const name of [id, `${id}-dlq`])
    await assert.rejects(
      awsClients.sqs.send(new GetQueueUrlCommand({ QueueName: `${connection.event_bus_name}-${name}` })),
      { name: 'QueueDoesNotExist' },
    );
  await expectStatus(201, adminApi('POST', '/v1/accounts', { id: accountId }));
  for (const list of ['/v1/subscriptions', '/v1/jobs'])
    assert.deepEqual((await expectStatus(200, asAdministrator('GET', list)))['data'], []);
  await expectStatus(404, asAdministrator('GET', path));
  await putEvents([event]);
  const again = await createSubscription(asAdministrator, { url: receiver.url, events: ['call.started'] });
  await putEvents([{ ...event, type: 'call.started' }]);
  const [, second] = await receiver.waitFor(2);
  assert.match(second?.body ?? '', /call\.started/, again.id);
});

test('an administrator acts for an account that the header names, and for none without it', async () => {
  const { accountId, api } = await createAccount();
  await expectStatus(201, api('POST', '/v1/subscriptions', subscription));
  const acting = apiWith(connection.admin_key, { 'x-account-id': accountId });
  const me = await expectStatus(200, acting<Me>('GET', '/v1/me'));
  assert.deepEqual([me.role, me.account.id], ['administrator', accountId]);
  const { data } = await expectStatus(200, acting<{ data: object[] }>('GET', '/v1/subscriptions'));
  assert.equal(data.length, 1);
  const nobodys = await expectStatus(200, adminApi<{ account: null }>('GET', '/v1/me'));
  assert.equal(nobodys.account, null);
  assert.equal((await expectStatus(400, adminApi('GET', '/v1/subscriptions')))['code'], 'account_required');
});
