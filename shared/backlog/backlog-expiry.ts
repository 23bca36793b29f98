import type { Subscription } from '../subscription/subscription.ts';

/** The part of the queue's retention after which the owner of a waiting backlog is told. */
const WARN_AT = 0.8;
/** How much later an empty queue is looked at again. */
const LOOK_AGAIN = 0.1;

/**
 * When to look whether a paused subscription's backlog is near the end of its retention; nothing that waits can be older
 * than the pause.
 * @returns `undefined` where it is not paused, or its owner was told
 */
export function backlogLookAt(subscription: Subscription, retentionMs: number): number | undefined {
  const { status, pausedAt, backlogWarnedAt } = subscription;
  if (status !== 'paused' || pausedAt === undefined || backlogWarnedAt !== undefined) return undefined;
  return pausedAt + retentionMs * WARN_AT;
}

/** When to look again after the queue was found empty. */
export function lookAgainAt(now: number, retentionMs: number): number {
  return now + retentionMs * LOOK_AGAIN;
}
