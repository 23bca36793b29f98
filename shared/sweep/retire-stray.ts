import type { ProvisioningClients } from '../provisioning/apply-subscription.ts';
import { findDrift } from '../provisioning/find-drift.ts';
import { removeRule } from '../provisioning/remove-rule.ts';
import type { ResourceSettings } from '../provisioning/resource-settings.ts';
import type { SubscriptionIds } from '../subscription/subscription-directory.ts';
import type { SubscriptionStore } from '../subscription/subscription-store.ts';
import type { StrayMarks } from './stray-marks.ts';

export type RetireStrayDependencies = {
  readonly clients: ProvisioningClients;
  readonly settings: ResourceSettings;
  readonly subscriptions: Pick<SubscriptionStore, 'get'>;
  readonly marks: StrayMarks;
  /** Resolves when the next call of Lambda's control plane may be made. */
  readonly pace: () => Promise<void>;
  readonly now: () => number;
};

/**
 * Removes a subscription's rule from a bus that is not its account's any more, once the one that replaces it has been
 * seen for as long as a new rule takes to apply. Until then the old one goes on catching events: its queue refuses them,
 * and they are sent on from the ingest dead-letter queue.
 * @returns whether it was removed
 */
export async function retireStray(
  { clients, settings, subscriptions, marks, pace, now }: RetireStrayDependencies,
  { accountId, id }: SubscriptionIds,
  busName: string,
): Promise<boolean> {
  const subscription = await subscriptions.get(accountId, id);
  if (!subscription || subscription.status === 'deleting') return false;
  await pace();
  const { missing, different } = await findDrift(clients, settings, subscription);
  if (missing.length > 0 || different.length > 0) return false;
  if (now() < (await marks.seenSince(id)) + settings.ruleSettleSeconds * 1_000) return false;
  console.warn({ event: 'stray_rule_removed', account_id: accountId, subscription_id: id, bus: busName });
  await removeRule(clients.events, { prefix: settings.prefix, busName }, id);
  return true;
}
