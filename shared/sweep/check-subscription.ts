import { type Drift, findDrift } from '../provisioning/find-drift.ts';
import type { ProvisioningClients } from '../provisioning/apply-subscription.ts';
import type { ResourceSettings } from '../provisioning/resource-settings.ts';
import type { SubscriptionIds } from '../subscription/subscription-directory.ts';
import type { SubscriptionStore } from '../subscription/subscription-store.ts';
import type { Subscription } from '../subscription/subscription.ts';

export type CheckDependencies = {
  readonly clients: ProvisioningClients;
  readonly settings: ResourceSettings;
  readonly subscriptions: Pick<SubscriptionStore, 'get'>;
  readonly markDirty: (subscription: Subscription) => Promise<boolean>;
  readonly reconcileOne: (subscription: SubscriptionIds) => Promise<unknown>;
  /** Resolves when the next call of Lambda's control plane may be made. */
  readonly pace: () => Promise<void>;
  /** Looks after the messages of a subscription whose resources are as they should be. */
  readonly checkMessages: (subscription: Subscription, waiting: Drift['waiting']) => Promise<void>;
};

/**
 * Looks whether a subscription is in AWS as its row wants it, and has it made true where it is not. The row is marked
 * first, so that what cannot be mended now is mended by a later tick.
 */
export async function checkSubscription(
  dependencies: CheckDependencies,
  { accountId, id }: SubscriptionIds,
): Promise<void> {
  const { clients, settings, subscriptions, markDirty, reconcileOne, pace, checkMessages } = dependencies;
  const subscription = await subscriptions.get(accountId, id);
  if (!subscription) return;
  await pace();
  if (subscription.status === 'deleting') return void (await reconcileOne(subscription));
  const drift = await findDrift(clients, settings, subscription);
  const { missing, different, waiting } = drift;
  if (missing.length > 0 || different.length > 0) {
    console.warn({ event: 'drift', account_id: accountId, subscription_id: id, missing, different });
    await markDirty(subscription);
    await reconcileOne(subscription);
  } else if (subscription.observedGeneration !== subscription.generation) await reconcileOne(subscription);
  if (!missing.some((resource) => resource.endsWith('queue'))) await checkMessages(subscription, waiting);
}
