import type { SubscriptionStatus } from './subscription.ts';

/** What moves a subscription from one status to another. */
export type SubscriptionMove = 'settle' | 'pause' | 'resume' | 'disable' | 'enable' | 'delete';

const STATUSES: readonly SubscriptionStatus[] = ['provisioning', 'active', 'paused', 'disabled', 'deleting'];

const MOVES: Readonly<
  Record<SubscriptionStatus, Readonly<Partial<Record<SubscriptionMove, SubscriptionStatus>>>>
> = {
  provisioning: { settle: 'active', pause: 'paused', disable: 'disabled', delete: 'deleting' },
  active: { pause: 'paused', resume: 'active', disable: 'disabled', enable: 'active', delete: 'deleting' },
  paused: { pause: 'paused', resume: 'active', disable: 'disabled', delete: 'deleting' },
  disabled: { disable: 'disabled', enable: 'active', delete: 'deleting' },
  deleting: { delete: 'deleting' },
};

/**
 * Where a move leads from a status; `undefined` where it is not legal. A move to where the subscription already is
 * changes nothing and is legal, so that a repeated request is no error.
 */
export function moveSubscription(
  status: SubscriptionStatus,
  move: SubscriptionMove,
): SubscriptionStatus | undefined {
  return MOVES[status][move];
}

/** From which statuses a move is legal, for the sentence that refuses it elsewhere. */
export function statusesThatAllow(move: SubscriptionMove): readonly SubscriptionStatus[] {
  return STATUSES.filter((status) => MOVES[status][move] !== undefined);
}
