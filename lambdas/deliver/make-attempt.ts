import { concludeAttempt } from '../../shared/delivery/conclude-attempt.ts';
import type { Attempt, DeliveryState, ExhaustedReason } from '../../shared/delivery/delivery.ts';
import type { RecordedAttempt } from '../../shared/delivery/delivery-log.ts';
import { attemptLine } from './attempt-line.ts';
import type { DecidedAttempt } from './decided-record.ts';
import type { DeliverDependencies } from './dependencies.ts';
import type { Handled } from './handled.ts';
import { raced } from './raced.ts';
import { sendAttempt } from './send-attempt.ts';
import { settleBody } from './settle-body.ts';
import { unsent } from './unsent.ts';
import { waitingDelivery } from './waiting-delivery.ts';

export type EndedAttempt =
  | Handled
  | {
      readonly next: 'dead-letter';
      readonly reason: ExhaustedReason;
      readonly round: number;
      readonly delivery: DeliveryState;
      readonly attempt?: Attempt;
    };

/**
 * Makes the decided attempt and records it. The first attempt of a record that was received for the first time needs
 * no claim: it costs one write, together with the rest of the batch. All others claim their number first, so that a
 * message that kills the function uses up its policy.
 */
export async function makeAttempt(
  dependencies: DeliverDependencies,
  decided: DecidedAttempt,
): Promise<EndedAttempt> {
  const { delivery, record, interrupted, sendAt } = decided;
  const { log, now } = dependencies;
  const claims = delivery !== undefined || record.receiveCount > 1;
  if (sendAt !== undefined) await dependencies.waitUntil(sendAt);
  const { message, isNew, failure } = await settleBody(dependencies, decided);
  const settled = { ...decided, message };
  if (delivery && interrupted !== undefined) await log.recordInterrupted(delivery);
  if (claims && !(await log.claim(claimed(settled, now()), isNew && 'new body'))) return raced(dependencies);

  const recorded = await attemptAndConclude(dependencies, settled, failure);
  console.info(attemptLine(decided.subscription, recorded));
  const ended = await (recorded.delivery.status === 'delivered'
    ? recordSuccess(dependencies, recorded, claims)
    : recordFailure(dependencies, recorded, { claimed: claims, aside: decided.aside === true }));
  // Where there was nothing to send, nothing was attempted at the endpoint.
  return failure === undefined ? { ...ended, attempt: recorded.attempt } : ended;
}

function claimed(decided: DecidedAttempt, at: number) {
  return { ...waitingDelivery(decided, { attempts: decided.number, at }), claimedAt: at };
}

async function attemptAndConclude(
  dependencies: DeliverDependencies,
  decided: DecidedAttempt,
  failure: string | undefined,
): Promise<RecordedAttempt> {
  const { subscription, message, delivery, number } = decided;
  const sent =
    failure === undefined
      ? await sendAttempt(dependencies, { subscription, message, number })
      : unsent(failure, dependencies.now());
  const random = dependencies.random();
  return concludeAttempt({ ...sent, subscription, message, decision: decided, before: delivery, random });
}

/** The endpoint has it: whatever happens to the log, the record is done. */
async function recordSuccess(
  { log }: DeliverDependencies,
  recorded: RecordedAttempt,
  claimed: boolean,
): Promise<Handled> {
  const done = { next: 'acknowledge', attempted: 'delivered' } as const;
  if (!claimed) return { ...done, success: recorded };
  try {
    await log.recordClaimed(recorded);
  } catch (error) {
    console.error({ event: 'log_not_written', message_ids: [recorded.delivery.messageId], error });
    return { ...done, logNotWritten: true };
  }
  return done;
}

async function recordFailure(
  dependencies: DeliverDependencies,
  recorded: RecordedAttempt,
  { claimed, aside }: { readonly claimed: boolean; readonly aside: boolean },
): Promise<EndedAttempt> {
  const { log, now } = dependencies;
  const { delivery } = recorded;
  const owned = await (claimed ? log.recordClaimed(recorded) : log.recordFirst(recorded));
  if (!owned) return raced(dependencies);
  if (delivery.status === 'exhausted' && delivery.reason)
    return { next: 'dead-letter', reason: delivery.reason, round: delivery.round, delivery };
  // Another record carries the schedule on.
  if (aside) return { next: 'acknowledge', attempted: 'failed' };
  return { next: 'hide', attempted: 'failed', until: delivery.nextAt ?? now() };
}
