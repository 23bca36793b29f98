import type { Subscription } from '../subscription/subscription.ts';
import type { SubscriptionPatch } from '../subscription/subscription-store.ts';
import type { OperationalEventName } from './announcement.ts';

/** The part of a change that announces it; goes into the same write as the change. */
export function announce(
  subscription: Subscription,
  type: OperationalEventName,
  { at, ...facts }: { readonly at: number; readonly [fact: string]: unknown },
): SubscriptionPatch {
  const { id, url, generation, announcements = [] } = subscription;
  const announcement = {
    type,
    idempotencyKey: `${id}:${generation + 1}:${type}`,
    at,
    data: { subscription_id: id, url, ...facts },
  };
  return { announcements: [...announcements, announcement] };
}
