import type { DescribedRoute } from './api-document.ts';
import type { RouteWorld } from './route-world.ts';

/** What the id in a path stands for, by the step before it. */
type Resource = {
  readonly known: (world: RouteWorld) => string;
  /** An id as the API makes them, of nothing. */
  readonly unknown: string;
};

const zeros = '0'.repeat(32);

const resources: Readonly<Record<string, Resource>> = {
  subscriptions: { known: (world) => world.subscriptionId, unknown: `sub_${zeros}` },
  deliveries: { known: (world) => world.messageId, unknown: `msg_${zeros}` },
  messages: { known: (world) => world.messageId, unknown: `msg_${zeros}` },
  jobs: { known: (world) => world.jobId, unknown: `job_${zeros}` },
  accounts: { known: (world) => world.accountId, unknown: 'nobody' },
  keys: { known: (world) => world.keyId, unknown: `key_${zeros}` },
  'admin-keys': { known: (world) => world.adminKeyId, unknown: `key_${zeros}` },
  'event-types': { known: () => 'call.ended', unknown: 'call.nothing' },
  'webhook-keys': { known: (world) => world.ed25519Id, unknown: `sub_${zeros}` },
};

/** What no id looks like, as it stands in a path. */
export const malformedIds = ['x', 'sub_', '%00', '..%2f..', '%F0%9F%98%80', 'x'.repeat(2_000)];

/**
 * A route's path with its ids filled in.
 * @param other what stands in the place of one of them: its index, and the id
 */
export function filledPath(
  { path }: DescribedRoute,
  world: RouteWorld,
  other?: readonly [index: number, id: string],
): string {
  let index = 0;
  return path.replace(/(?<=\/([\w-]+)\/)\{\w+\}/g, (_, step: string) =>
    other?.[0] === index++ ? other[1] : resourceAfter(step, path).known(world),
  );
}

/** The ids that a path has room for, each as one of nothing. */
export function unknownIds({ path }: DescribedRoute): readonly string[] {
  return [...path.matchAll(/(?<=\/([\w-]+)\/)\{\w+\}/g)].map(
    ([, step = '']) => resourceAfter(step, path).unknown,
  );
}

function resourceAfter(step: string, path: string): Resource {
  const found = resources[step];
  if (!found)
    throw new Error(`Say in test/e2e/support/route-cases.ts what the id after ${step} in ${path} is.`);
  return found;
}

/** Bodies that do something here, where the document's example would not. */
const bodies: Readonly<Record<string, (world: RouteWorld) => object>> = {
  createSubscription: ({ receiver }) => ({ url: receiver.url, events: ['call.ended'] }),
  createAccount: () => ({ name: 'Another' }),
  createPortalSession: ({ code }) => ({ code }),
  createEvent: ({ accountId }) => ({ account_id: accountId, event_type: 'call.ended', data: { n: 1.5 } }),
  replaySubscription: () => ({ from: new Date(Date.now() - 60_000).toISOString() }),
};

/** A body that a route takes; undefined where it takes none. */
export function rightBody(
  { operationId, requestBody }: DescribedRoute,
  world: RouteWorld,
): object | undefined {
  const own = bodies[operationId]?.(world);
  return own ?? (requestBody?.content['application/json'].example as object | undefined);
}

type Query = {
  /** Where every route takes the same. */
  readonly right: string;
  readonly wrong: readonly string[];
};

const time: Query = {
  right: new Date(Date.now() - 3_600_000).toISOString().replace('Z', '%2B00:00'),
  wrong: [
    '',
    'yesterday',
    '2026-02-31T00:00:00Z',
    '2026-01-31T12:00:00',
    '1700000000',
    '2026-01-31T12:00:00+01:00',
  ],
};

/** The query parameters that there are, by name. */
export const queries: Readonly<Record<string, Query>> = {
  limit: { right: '1', wrong: ['', '0', '-1', '1.5', '101', '1e1', 'all'] },
  // The right ones are in the answers before: a page's own.
  cursor: { right: '', wrong: ['x', 'W10', 'bnVsbA', 'WyJhIiwiYiJd', '%00', 'x'.repeat(2_000)] },
  status: { right: 'delivered', wrong: ['', 'active', 'Delivered', 'delivered,exhausted'] },
  event_type: { right: 'call.ended', wrong: ['', 'x'.repeat(129)] },
  from: time,
  to: { ...time, right: new Date().toISOString() },
  period: { right: 'day', wrong: ['', 'week', 'HOUR'] },
};

/** The routes without an id that show what belongs to the caller: to another account, nothing of this one. */
export const callersOwn: ReadonlySet<string> = new Set([
  'createSubscription',
  'listSubscriptions',
  'previewSubscription',
  'listJobs',
  'getMe',
  'listAuditLog',
]);

/** The routes that are the same for every account. */
export const sameForAll: ReadonlySet<string> = new Set([
  'listEventTypes',
  'getEventType',
  'listEgressIps',
  'getWebhookKeys',
  'createPortalSession',
  'getOpenapi',
]);

/** Where somebody has nothing yet: the path to ask, and as whom. */
type Emptiness = (world: RouteWorld) => { readonly path: string; readonly key?: string };

/** What each list, and the statistics, are asked for while there is nothing; `never` where there always is something. */
export const empties: Readonly<Record<string, Emptiness | 'never'>> = {
  listSubscriptions: ({ strangersKey }) => ({ path: '/v1/subscriptions', key: strangersKey }),
  listJobs: ({ strangersKey }) => ({ path: '/v1/jobs', key: strangersKey }),
  listDeliveries: ({ untriedId }) => ({ path: `/v1/subscriptions/${untriedId}/deliveries` }),
  getStatistics: ({ untriedId }) => ({ path: `/v1/subscriptions/${untriedId}/stats` }),
  listKeys: ({ keylessId }) => ({ path: `/v1/accounts/${keylessId}/keys` }),
  getMessage: 'never',
  listAuditLog: 'never',
  listEventTypes: 'never',
  listAccounts: 'never',
  listAdminKeys: 'never',
  // Empty unless the stage has static addresses.
  listEgressIps: 'never',
};
