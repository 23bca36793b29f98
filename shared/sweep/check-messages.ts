import type { LookMarks } from '../dead-letter/look-marks.ts';
import type { Rescued } from '../dead-letter/rescue-unjudged.ts';
import type { Subscription } from '../subscription/subscription.ts';

export type CheckMessagesDependencies = {
  readonly marks: LookMarks;
  readonly rescueUnjudged: (subscription: Subscription) => Promise<Rescued>;
  readonly resendOverdue: (subscription: Subscription) => Promise<number>;
};

/** Looks for a subscription's messages that nobody has in hand: unjudged dead letters, and deliveries in limbo. */
export async function checkMessages(
  { marks, rescueUnjudged, resendOverdue }: CheckMessagesDependencies,
  subscription: Subscription,
  waiting: { readonly queue: number; readonly deadLetterQueue: number },
): Promise<void> {
  if (await marks.isDue(subscription.id, waiting.deadLetterQueue)) {
    const { isComplete } = await rescueUnjudged(subscription);
    if (isComplete) await marks.mark(subscription.id, waiting.deadLetterQueue);
  }
  // While the breaker is open, or a backlog waits, what is late is merely late.
  const isIdle = subscription.breakerOpenUntil === undefined && waiting.queue === 0;
  if (subscription.status === 'active' && isIdle) await resendOverdue(subscription);
}
