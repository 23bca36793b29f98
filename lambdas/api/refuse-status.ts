import { ProblemError } from '../../shared/problem/problem-error.ts';
import type { Subscription, SubscriptionStatus } from '../../shared/subscription/subscription.ts';

const REMEDIES: Readonly<Record<Exclude<SubscriptionStatus, 'active'>, string>> = {
  provisioning: 'Wait until it is active.',
  paused: 'Resume it first: nothing is sent while it is paused.',
  disabled: 'Enable it first: nothing reaches it while it is disabled.',
  deleting: 'Create another one.',
};

/**
 * Lets pass a subscription in one of these statuses.
 * @throws {ProblemError} `subscription_not_active`, with what to do
 */
export function refuseStatus(
  { id, status }: Pick<Subscription, 'id' | 'status'>,
  { what, allowed }: { readonly what: string; readonly allowed: readonly SubscriptionStatus[] },
): void {
  if (status === 'active' || allowed.includes(status)) return;
  throw new ProblemError(
    'subscription_not_active',
    `Subscription ${id} is ${status}, and ${what} is possible while it is ${allowed.join(' or ')}. ${REMEDIES[status]}`,
  );
}
