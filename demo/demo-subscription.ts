import { setTimeout as delay } from 'node:timers/promises';
import { callApi, type ApiAccess } from './call-api.ts';

export type DemoSubscription = { readonly id: string; readonly url: string; readonly status: string };

/** Marks the subscription of the built-in receiver, so that the next start finds it. */
const METADATA = { demo: 'receiver' };
const POLL_MS = 100;

/** The subscription that an earlier start made for the built-in receiver, or undefined when it is gone. */
export async function findDemoSubscription(api: ApiAccess): Promise<DemoSubscription | undefined> {
  let path = '/v1/subscriptions';
  for (;;) {
    const page = (await callApi(api, { method: 'GET', path })) as SubscriptionPage;
    const found = page.data.find((subscription) => subscription.metadata?.['demo'] === METADATA.demo);
    if (found && found.status !== 'deleting') return found;
    if (page.next_cursor === null) return undefined;
    path = `/v1/subscriptions?cursor=${encodeURIComponent(page.next_cursor)}`;
  }
}

/** Subscribes the built-in receiver to every event type. */
export async function createDemoSubscription(api: ApiAccess, url: string): Promise<DemoSubscription> {
  const body = { url, events: ['*'], description: 'The receiver built into npm start', metadata: METADATA };
  return (await callApi(api, { method: 'POST', path: '/v1/subscriptions', body })) as DemoSubscription;
}

export async function moveDemoSubscription(api: ApiAccess, id: string, url: string): Promise<void> {
  await callApi(api, { method: 'PATCH', path: `/v1/subscriptions/${id}`, body: { url } });
}

export async function fetchSigningSecret(api: ApiAccess, id: string): Promise<string> {
  const answer = await callApi(api, { method: 'GET', path: `/v1/subscriptions/${id}/secret` });
  return (answer as { secret: string }).secret;
}

/** Waits until the subscription's rule applies: events put before that may miss it. */
export async function waitUntilActive(
  api: ApiAccess,
  subscription: DemoSubscription,
  signal: AbortSignal,
): Promise<void> {
  let { status } = subscription;
  while (status !== 'active') {
    await delay(POLL_MS, undefined, { signal });
    const answer = await callApi(api, { method: 'GET', path: `/v1/subscriptions/${subscription.id}` });
    status = (answer as DemoSubscription).status;
  }
}

type SubscriptionPage = {
  readonly data: readonly (DemoSubscription & { readonly metadata?: Readonly<Record<string, string>> })[];
  readonly next_cursor: string | null;
};
