import { disabled } from '../../shared/health/judge-subscription.ts';
import { announceExhausted, type Exhausted } from '../../shared/operational-event/announce-exhausted.ts';
import type { QueueAddress } from '../../shared/queue/queue-address.ts';
import { sendDeadLetter } from '../../shared/queue/send-dead-letter.ts';
import type { DecidedRecord } from './decided-record.ts';
import type { DeliverDependencies } from './dependencies.ts';
import type { Handled } from './handled.ts';
import { makeAttempt } from './make-attempt.ts';
import { raced } from './raced.ts';
import type { ReceivedRecord } from './received-record.ts';
import { waitingDelivery } from './waiting-delivery.ts';

/**
 * Does what was decided for one record. The row is written first, then the announcement is made, of which a repeat is
 * the same message, then the dead letter sent, of which a repeat is one more, and then the record is acknowledged: a
 * crash in between repeats the rest.
 */
export async function handleRecord(
  dependencies: DeliverDependencies,
  address: QueueAddress,
  decided: DecidedRecord,
): Promise<Handled> {
  const { record } = decided;
  switch (decided.do) {
    case 'hide':
      return { next: 'hide', until: decided.until };
    case 'acknowledge':
      return { next: 'acknowledge' };
    case 'refuse': {
      const { reason } = decided;
      console.warn({ event: 'unusable_record', subscription_id: address.subscriptionId, reason });
      return deadLetter(dependencies, address, record, { reason, round: record.round });
    }
    case 'defer':
      await keepSlot(dependencies, decided);
      return { next: 'hide', until: decided.slotAt };
    case 'attempt': {
      const ended = await makeAttempt(dependencies, decided);
      if (ended.next !== 'dead-letter') return ended;
      if (ended.reason === 'gone') await disableGone(dependencies, decided);
      const { attempt, delivery } = ended;
      await giveUp(dependencies, address, decided, {
        ...ended,
        attempts: delivery.attempts,
        lastStatusCode: attempt?.statusCode,
      });
      // Without an attempt the endpoint is not to blame.
      const failed = attempt && ({ attempted: 'failed', attempt } as const);
      return { next: 'acknowledge', deadLettered: true, ...failed };
    }
    case 'dead-letter':
      if (!(await writeExhausted(dependencies, decided))) return raced(dependencies);
      await giveUp(dependencies, address, decided, {
        ...decided,
        attempts: decided.delivery?.attempts ?? 0,
        lastStatusCode: decided.delivery?.statusCode,
      });
      return { next: 'acknowledge', deadLettered: true };
  }
}

async function keepSlot(
  { log, now }: DeliverDependencies,
  { attempt, slotAt }: Extract<DecidedRecord, { do: 'defer' }>,
): Promise<void> {
  const { delivery, interrupted, number } = attempt;
  // The row forgets the claim that never ended.
  if (delivery && interrupted !== undefined) await log.recordInterrupted(delivery);
  const waiting = waitingDelivery(attempt, { attempts: number - 1, at: now() });
  await log.keepSlot({ ...waiting, slotAt, nextAt: slotAt });
}

/** @returns whether the delivery is given up; false where another record has it in hand by now */
async function writeExhausted(
  { log }: DeliverDependencies,
  { delivery, interrupted, reason }: Extract<DecidedRecord, { do: 'dead-letter' }>,
): Promise<boolean> {
  if (delivery && interrupted !== undefined) await log.recordInterrupted(delivery);
  return delivery?.status !== 'retrying' || log.exhaust(delivery, reason);
}

async function giveUp(
  dependencies: DeliverDependencies,
  address: QueueAddress,
  given: Extract<DecidedRecord, { do: 'attempt' | 'dead-letter' }>,
  exhausted: Exhausted,
): Promise<void> {
  const { record, message, subscription } = given;
  const { reason, round } = exhausted;
  await announceExhausted(dependencies, subscription, message, exhausted);
  await deadLetter(dependencies, address, record, { reason, round, messageId: message.id });
}

/** The endpoint says that it is gone for good: nothing more is sent to it, unless the subscription has left it already. */
async function disableGone(
  { subscriptions, now }: DeliverDependencies,
  { subscription, message }: Extract<DecidedRecord, { do: 'attempt' }>,
): Promise<void> {
  await subscriptions.change(subscription.accountId, subscription.id, (current) =>
    current.status === 'active' && current.url === subscription.url
      ? disabled(current, 'gone', { at: now(), message_id: message.id })
      : {},
  );
}

async function deadLetter(
  { sqs }: DeliverDependencies,
  { deadLetterQueueUrl }: QueueAddress,
  { body }: ReceivedRecord,
  letter: { readonly reason: string; readonly round: number; readonly messageId?: string },
): Promise<Handled> {
  await sendDeadLetter(sqs, deadLetterQueueUrl, { ...letter, body, round: letter.round + 1 });
  return { next: 'acknowledge', deadLettered: true };
}
