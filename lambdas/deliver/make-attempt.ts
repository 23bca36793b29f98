import { tokenClient } from '../../shared/authentication/token-client.ts';
import { concludeAttempt } from '../../shared/delivery/conclude-attempt.ts';
import type { Decision } from '../../shared/delivery/decide.ts';
import type { Delivery, ExhaustedReason } from '../../shared/delivery/delivery.ts';
import { deliveryHeaders } from '../../shared/delivery/delivery-headers.ts';
import type { RecordedAttempt } from '../../shared/delivery/delivery-log.ts';
import type { Message } from '../../shared/message/message.ts';
import type { Subscription } from '../../shared/subscription/subscription.ts';
import { attemptLine } from './attempt-line.ts';
import type { DeliverDependencies } from './dependencies.ts';
import type { Handled } from './handle-record.ts';
import type { ReceivedRecord } from './received-record.ts';

export type DecidedAttempt = {
  readonly subscription: Subscription;
  readonly message: Message;
  /** The row as it was read with the batch. */
  readonly delivery: Delivery | undefined;
  readonly record: ReceivedRecord;
  readonly decision: Extract<Decision, { do: 'attempt' }>;
};

export type EndedAttempt =
  Handled | { readonly next: 'dead-letter'; readonly reason: ExhaustedReason; readonly round: number };

/** The part of a claim that a copy waits whose other was faster: about as long as an attempt takes. */
const RACE_HIDE = 1 / 3;

/**
 * Makes the decided attempt and records it. The first attempt of a record that was received for the first time needs
 * no claim: it costs one write, together with the rest of the batch. All others claim their number first, so that a
 * message that kills the function uses up its policy.
 */
export async function makeAttempt(
  dependencies: DeliverDependencies,
  decided: DecidedAttempt,
): Promise<EndedAttempt> {
  const { subscription, message, delivery, record, decision } = decided;
  const { log, now, claimMs } = dependencies;
  const claims = delivery !== undefined || record.receiveCount > 1;
  if (delivery && decision.interrupted !== undefined) await log.recordInterrupted(delivery);
  if (claims && !(await log.claim(claimedDelivery(decided, now()))))
    return { next: 'hide', until: now() + claimMs * RACE_HIDE };

  const startedAt = now();
  const request = {
    url: subscription.url,
    headers: deliveryHeaders(subscription, message, { number: decision.number, startedAt }),
    body: message.body,
    timeoutMs: subscription.timeoutSeconds * 1_000,
  };
  const outcome = await dependencies.attempt(request, tokenClient(subscription));
  const recorded = concludeAttempt({
    subscription,
    message,
    decision,
    before: delivery,
    outcome,
    startedAt,
    endedAt: now(),
    random: dependencies.random(),
  });
  console.info(attemptLine(subscription, recorded));
  return recorded.delivery.status === 'delivered'
    ? recordSuccess(dependencies, recorded, claims)
    : recordFailure(dependencies, recorded, claims);
}

function claimedDelivery(
  { subscription, message, delivery, decision }: DecidedAttempt,
  now: number,
): Delivery {
  return {
    accountId: message.accountId,
    messageId: message.id,
    subscriptionId: subscription.id,
    eventType: message.eventType,
    status: 'retrying',
    round: decision.round,
    attempts: decision.number,
    attemptsBeforeRound: decision.attemptsBeforeRound,
    claimedAt: now,
    firstAttemptAt: delivery?.firstAttemptAt ?? now,
    lastAttemptAt: now,
    body: message.body,
  };
}

/** The endpoint has it: whatever happens to the log, the record is done. */
async function recordSuccess(
  { log }: DeliverDependencies,
  recorded: RecordedAttempt,
  claimed: boolean,
): Promise<Handled> {
  if (!claimed) return { next: 'acknowledge', success: recorded };
  try {
    await log.recordClaimed(recorded);
  } catch (error) {
    console.error({ event: 'log_not_written', message_ids: [recorded.delivery.messageId], error });
  }
  return { next: 'acknowledge' };
}

async function recordFailure(
  { log, now, claimMs }: DeliverDependencies,
  recorded: RecordedAttempt,
  claimed: boolean,
): Promise<EndedAttempt> {
  const { delivery } = recorded;
  const owned = await (claimed ? log.recordClaimed(recorded) : log.recordFirst(recorded));
  if (!owned) return { next: 'hide', until: now() + claimMs * RACE_HIDE };
  if (delivery.status === 'exhausted' && delivery.reason)
    return { next: 'dead-letter', reason: delivery.reason, round: delivery.round };
  return { next: 'hide', until: delivery.nextAt ?? now() };
}
