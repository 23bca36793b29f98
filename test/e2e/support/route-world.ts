import { adminApi, type Api, apiWith, createAccount, expectStatus } from './api.ts';
import { deliveryThat } from './delivery.ts';
import { eventually } from './eventually.ts';
import { type JobResource, startJob } from './job.ts';
import { putEvents } from './put-events.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { createSubscription } from './subscription.ts';
import { tick } from './tick.ts';

/** An account that has one of everything that a route can name, and those who call. */
export type RouteWorld = {
  readonly accountId: string;
  readonly receiver: Receiver;
  /** An active subscription with a delivery. */
  readonly subscriptionId: string;
  readonly ed25519Id: string;
  /** A subscription without a delivery. */
  readonly untriedId: string;
  readonly messageId: string;
  /** A job that waits for as long as its subscription, which is no other's, is disabled. */
  readonly jobId: string;
  readonly keyId: string;
  readonly adminKeyId: string;
  /** Of a portal link that nobody has opened yet. */
  readonly code: string;
  /** The account's own keys. */
  readonly manageKey: string;
  readonly readKey: string;
  /** Of an account that has nothing. */
  readonly strangersKey: string;
  /** An account that nobody has a key of. */
  readonly keylessId: string;
};

export async function createRouteWorld(): Promise<RouteWorld> {
  const receiver = await startReceiver();
  const { accountId, key: manageKey } = await createAccount();
  const { key: strangersKey } = await createAccount();
  const api = apiWith(manageKey);
  const { id: ed25519Id } = await createSubscription(api, { url: receiver.url, signature: 'ed25519' });
  const { id: subscriptionId } = await createSubscription(api, { url: receiver.url });
  await putEvents([{ type: 'call.ended', detail: { account_id: accountId, data: { n: 1 } } }]);
  const [request] = await receiver.waitFor(2);
  const messageId = String(request?.headers['webhook-id']);
  for (const id of [subscriptionId, ed25519Id])
    await deliveryThat(
      api,
      `/v1/subscriptions/${id}/deliveries/${messageId}`,
      (one) => one.status === 'delivered',
    );
  const keys = `/v1/accounts/${accountId}/keys`;
  const readKey = await made(keys, { role: 'read' });
  const { url } = await made(`/v1/accounts/${accountId}/portal-links`, {});
  const { id: untriedId } = await createSubscription(api, { url: receiver.url, events: ['workflow.error'] });
  return {
    accountId,
    receiver,
    subscriptionId,
    ed25519Id,
    untriedId,
    messageId,
    jobId: await waitingJob(api, receiver),
    keyId: readKey.id,
    adminKeyId: (await made('/v1/admin-keys', {})).id,
    code: new URL(url).hash.slice('#code='.length),
    manageKey,
    readKey: readKey.key,
    strangersKey,
    keylessId: (await made('/v1/accounts', {})).id,
  };
}

function made(path: string, body: object) {
  return expectStatus(201, adminApi<{ id: string; key: string; url: string }>('POST', path, body));
}

/** A replay waits a moment until the archive has its events, and for longer where its subscription is disabled by then. */
async function waitingJob(api: Api, receiver: Receiver): Promise<string> {
  const { id } = await createSubscription(api, { url: receiver.url, events: ['workflow.error'] });
  const path = `/v1/subscriptions/${id}`;
  for (;;) {
    const span = { from: new Date(Date.now() - 1_000).toISOString(), to: new Date().toISOString() };
    const { id: jobId } = await startJob(api, `${path}/replay`, span);
    await expectStatus(200, api('POST', `${path}/disable`));
    const { status } = await eventually('the job waits, or is at its end', async () => {
      await tick();
      const job = await expectStatus(200, api<JobResource>('GET', `/v1/jobs/${jobId}`));
      return job.status !== 'running' && job;
    });
    if (status === 'waiting') return jobId;
    await expectStatus(200, api('POST', `${path}/enable`));
  }
}
