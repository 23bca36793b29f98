import { disabled } from '../health/judge-subscription.ts';
import { wellAgain } from '../health/well-again.ts';
import { ProblemError } from '../problem/problem-error.ts';
import type { Subscription } from './subscription.ts';
import { moveSubscription, statusesThatAllow, type SubscriptionMove } from './subscription-moves.ts';
import type { SubscriptionChange, SubscriptionPatch } from './subscription-store.ts';

export type MoveByHand = Extract<SubscriptionMove, 'pause' | 'resume' | 'disable' | 'enable'>;

/**
 * The change by which an owner moves a subscription. Pausing and disabling note when and why; resuming and enabling
 * forget that and every failure, so that the endpoint starts afresh; disabling is announced. A move to where the
 * subscription already is changes no field. The change itself is refused with `illegal_move`.
 * @param given.now milliseconds since the epoch
 * @param given.detail the owner's own words
 */
export function moveByHand(
  move: MoveByHand,
  given: { readonly now: number; readonly detail?: string | undefined },
): SubscriptionChange {
  const { now, detail } = given;
  return (current) => {
    const status = moveSubscription(current.status, move);
    if (status === undefined) throw illegalMove(current, move);
    if (status === current.status) return {};
    switch (move) {
      case 'pause':
        return { status, statusReason: 'by_hand', pausedAt: now };
      case 'disable':
        return { ...notPaused, ...disabled(current, 'by_hand', { at: now, detail }) };
      case 'resume':
      case 'enable':
        return { ...notPaused, ...wellAgain, ...noReason, status, disabledAt: undefined };
    }
  };
}

/** What only a paused subscription has. */
const notPaused: SubscriptionPatch = { pausedAt: undefined, backlogWarnedAt: undefined };

const noReason: SubscriptionPatch = { statusReason: undefined, statusDetail: undefined };

function illegalMove({ id, status }: Subscription, move: MoveByHand): ProblemError {
  const allowed = statusesThatAllow(move).join(', ');
  return new ProblemError(
    'illegal_move',
    `Subscription ${id} is ${status} and cannot be moved by ${move}, which is possible from ${allowed}.`,
  );
}
