import { announce } from '../operational-event/announce.ts';
import type { StatusReason, Subscription } from '../subscription/subscription.ts';
import type { SubscriptionPatch } from '../subscription/subscription-store.ts';
import { failureRule } from './failure-rule.ts';
import type { HealthDurations } from './health-durations.ts';

/**
 * What the failure rule changes of an active subscription at a time: a warning of its owner, or its end, each announced
 * in the same write.
 * @returns `undefined` where it changes nothing
 */
export function judgeSubscription(
  subscription: Subscription,
  now: number,
  durations: Pick<HealthDurations, 'disableAfterMs'>,
): SubscriptionPatch | undefined {
  if (subscription.status !== 'active') return undefined;
  const { failingSince = now, failuresInRow: failures, disableAt = now } = subscription;
  const facts = { at: now, failing_since: new Date(failingSince).toISOString(), failures };
  switch (failureRule(subscription, now, durations)) {
    case 'fine':
      return undefined;
    case 'warn':
      return {
        warnedAt: now,
        ...announce(subscription, 'subscription.failing', {
          ...facts,
          disable_at: new Date(disableAt).toISOString(),
        }),
      };
    case 'disable':
      return disabled(subscription, 'failing', facts);
  }
}

/** The change that disables a subscription for a reason, announced. @param facts.detail the owner's own words */
export function disabled(
  subscription: Subscription,
  reason: StatusReason,
  {
    at,
    detail,
    ...facts
  }: { readonly at: number; readonly detail?: string | undefined; readonly [fact: string]: unknown },
): SubscriptionPatch {
  return {
    status: 'disabled',
    statusReason: reason,
    statusDetail: detail,
    disabledAt: at,
    ...announce(subscription, 'subscription.disabled', {
      at,
      reason,
      ...(detail !== undefined && { detail }),
      disabled_at: new Date(at).toISOString(),
      ...facts,
    }),
  };
}
