import { eventually } from '../e2e/support/eventually.ts';
import type { Api } from './api.ts';
import { expect, type StoryWorld } from './story-world.ts';

/** An administrator makes accounts and keys, looks at them, changes them and takes them away again. */
export async function keepAccounts(admin: Api): Promise<{ readonly accountId: string; readonly api: Api }> {
  for (const id of ['stories', 'closed']) await expect(admin('POST', '/v1/accounts', { id }), 201);
  const { key } = await expect(admin('POST', '/v1/accounts/stories/keys', { role: 'manage' }), 201);
  const spare = await expect(admin('POST', '/v1/accounts/closed/keys', { role: 'read' }), 201);
  const event = { account_id: 'stories', event_type: 'campaign.started', data: {} };
  await expect(admin('POST', '/v1/events', event), 202);
  await expect(admin('GET', '/v1/accounts'), 200);
  await expect(admin('GET', '/v1/accounts/closed/keys'), 200);
  await expect(admin('GET', `/v1/accounts/closed/keys/${String(spare['id'])}`), 200);
  await expect(admin('PATCH', '/v1/accounts/stories', { name: 'Stories' }), 200);
  await openPortal(admin);
  await expect(admin('DELETE', `/v1/accounts/closed/keys/${String(spare['id'])}`), 204);
  await expect(admin('POST', '/v1/accounts/closed/keys', { role: 'read' }), 201);
  await expect(admin('DELETE', '/v1/accounts/closed'), 202);
  return { accountId: 'stories', api: admin.with(String(key)) };
}

/** An account with a delivery is deleted, and erased by `reconcile` while other stories are told. */
export async function seeAccountErased(admin: Api, { receiver, emit, reconcile }: StoryWorld): Promise<void> {
  const account = '/v1/accounts/leaving';
  await expect(admin('POST', '/v1/accounts', { id: 'leaving' }), 201);
  const { key } = await expect(admin('POST', `${account}/keys`, {}), 201);
  const api = admin.with(String(key));
  const fields = { url: receiver.url, events: ['agent.error'], rate_limit_per_second: 10 };
  const { id } = await expect(api('POST', '/v1/subscriptions', fields), 201);
  const subscription = `/v1/subscriptions/${String(id)}`;
  await eventually('it is active', async () => (await api('GET', subscription)).body['status'] === 'active');
  await emit('agent.error', 'leaving');
  await eventually('its event is delivered', async () => {
    const { body } = await api('GET', `${subscription}/deliveries`);
    return (body['data'] as unknown[]).length > 0;
  });
  await expect(admin('DELETE', account), 202);
  await eventually('the account is erased', async () => {
    await reconcile({ source: 'aws.events' });
    return (await admin('GET', account)).status === 404;
  });
}

async function openPortal(admin: Api): Promise<void> {
  const { url } = await expect(admin('POST', '/v1/accounts/closed/portal-links'), 201);
  const code = String(url).split('#code=')[1];
  await expect(admin('POST', '/v1/portal-sessions', { code }), 201);
}
