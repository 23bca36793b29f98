import { putOperationalEvents } from '../operational-event/put-operational-events.ts';
import type { PublicKeyStore } from '../signature/public-key-store.ts';
import { publicKeys as publicKeysOf } from '../signature/public-keys.ts';
import type { RemovedSubscriptions } from '../subscription/removed-subscriptions.ts';
import type { Subscription } from '../subscription/subscription.ts';
import type { SubscriptionPatch, SubscriptionStore } from '../subscription/subscription-store.ts';
import { applySubscription, type ProvisioningClients } from './apply-subscription.ts';
import { overdueChange } from './overdue-change.ts';
import { removeQueues, removeRouting } from './remove-resources.ts';
import type { ResourceSettings } from './resource-settings.ts';
import type { SubscriptionLease } from './subscription-lease.ts';

export type ReconcileDependencies = {
  readonly clients: ProvisioningClients;
  readonly settings: ResourceSettings;
  readonly publicKeys: Pick<PublicKeyStore, 'put'>;
  readonly lease: SubscriptionLease;
  readonly removed: Pick<RemovedSubscriptions, 'add'>;
  readonly subscriptions: Pick<SubscriptionStore, 'get' | 'change'>;
  readonly now: () => number;
};

/** `busy`: another run holds the lease and will see the newest row. */
export type Reconciled = 'made true' | 'waiting' | 'removed' | 'gone' | 'busy';

/** How often one run follows a row that keeps moving before it leaves the rest to the next tick. */
const TURNS = 5;

/**
 * Makes AWS equal to one subscription's row: creating, changing, pausing, deleting and healing are this one function.
 * It holds a lease on the row, applies it, puts its announcements onto the bus, writes down the generation that it made
 * true, and goes again if the row has moved. A failure leaves the row dirty, and the next tick tries again.
 */
export async function reconcile(
  dependencies: ReconcileDependencies,
  key: { readonly accountId: string; readonly id: string },
): Promise<Reconciled> {
  const { lease, subscriptions } = dependencies;
  const taken = await lease.take(key);
  if (taken === 'gone' || taken === 'busy') return taken;
  try {
    let subscription: Subscription | undefined = taken;
    for (let turn = 0; turn < TURNS; turn++) {
      const ended = await takeTurn(dependencies, subscription);
      if (ended !== 'moved') return ended;
      subscription = await subscriptions.get(key.accountId, key.id);
      if (!subscription) return 'gone';
    }
    await lease.release(key);
    return 'waiting';
  } catch (error) {
    await lease.release(key);
    throw error;
  }
}

async function takeTurn(
  dependencies: ReconcileDependencies,
  subscription: Subscription,
): Promise<Reconciled | 'moved'> {
  const { clients, settings, lease, removed, subscriptions, now } = dependencies;
  const overdue = await overdueChange(clients, settings, subscription, now());
  if (overdue.change) {
    await subscriptions.change(subscription.accountId, subscription.id, overdue.change);
    return 'moved';
  }
  const step = await makeTrue(dependencies, subscription);
  await announceAll(dependencies, subscription);
  if (step === 'removed') {
    await removed.add(subscription);
    return (await lease.removeRow(subscription)) ? 'removed' : 'moved';
  }
  const dirtyAt = earliest(step.dirtyAt, overdue.lookAt);
  const learned = { ...step.learned, announcements: undefined };
  const finished = await lease.finish(subscription, { learned, ...(dirtyAt !== undefined && { dirtyAt }) });
  if (!finished) return 'moved';
  return step.dirtyAt === undefined ? 'made true' : 'waiting';
}

/** What a step leaves behind: the fields that it learned, and when to look again if it is not finished. */
export type Step = { readonly learned: SubscriptionPatch; readonly dirtyAt?: number };

async function makeTrue(
  { clients, settings, publicKeys, now }: ReconcileDependencies,
  subscription: Subscription,
): Promise<Step | 'removed'> {
  if (subscription.status !== 'deleting') {
    await publicKeys.put(subscription.id, publicKeysOf(subscription.secrets));
    const mappingId = await applySubscription(clients, settings, subscription);
    return settle(settings, subscription, mappingId, now());
  }
  await publicKeys.put(subscription.id, []);
  await removeRouting(clients, settings, subscription.id);
  const removeAt = (subscription.deletedAt ?? 0) + settings.queueRemovalDelaySeconds * 1_000;
  if (now() < removeAt) return { learned: {}, dirtyAt: removeAt };
  await removeQueues(clients, settings, subscription.id);
  return 'removed';
}

/** A new rule takes a while to apply: until then the subscription is still being provisioned. */
function settle(
  settings: ResourceSettings,
  subscription: Subscription,
  mappingId: string,
  now: number,
): Step {
  const targetPutAt = subscription.targetPutAt ?? now;
  const settledAt = targetPutAt + settings.ruleSettleSeconds * 1_000;
  const learned = { mappingId, targetPutAt };
  if (subscription.status !== 'provisioning') return { learned };
  return now < settledAt ? { learned, dirtyAt: settledAt } : { learned: { ...learned, status: 'active' } };
}

async function announceAll(
  { clients: { events }, settings: { eventBusName: busName } }: ReconcileDependencies,
  { accountId, announcements = [] }: Subscription,
): Promise<void> {
  await putOperationalEvents({ events, busName }, accountId, announcements);
}

function earliest(...times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}
