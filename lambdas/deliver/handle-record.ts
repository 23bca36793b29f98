import { decide } from '../../shared/delivery/decide.ts';
import type { RecordedAttempt } from '../../shared/delivery/delivery-log.ts';
import type { BatchState } from '../../shared/delivery/read-batch.ts';
import type { QueueAddress } from '../../shared/queue/queue-address.ts';
import { sendDeadLetter } from '../../shared/queue/send-dead-letter.ts';
import type { DeliverDependencies } from './dependencies.ts';
import { makeAttempt } from './make-attempt.ts';
import type { ReceivedRecord } from './received-record.ts';

/** What becomes of the record; `keep` leaves it to the queue's own visibility. */
export type Handled =
  | { readonly next: 'acknowledge'; readonly success?: RecordedAttempt }
  | { readonly next: 'hide'; readonly until: number }
  | { readonly next: 'keep' };

export type RecordInBatch = {
  readonly address: QueueAddress;
  readonly state: BatchState;
  readonly record: ReceivedRecord;
};

/** Does what the decision says with one record. The row is written before the dead letter, and that before the end. */
export async function handleRecord(
  dependencies: DeliverDependencies,
  { address, state, record }: RecordInBatch,
): Promise<Handled> {
  const { message } = record;
  const { now, claimMs } = dependencies;
  if ('unusable' in message) {
    console.warn({
      event: 'unusable_record',
      subscription_id: address.subscriptionId,
      reason: message.unusable,
    });
    return deadLetter(dependencies, address, record, { reason: message.unusable, round: record.round });
  }
  const subscription = state.subscription(message.accountId);
  const delivery = state.delivery(message);
  const decision = decide(subscription, delivery, record, { now: now(), claimMs });
  switch (decision.do) {
    case 'hide':
      return { next: 'hide', until: decision.until };
    case 'acknowledge':
      return { next: 'acknowledge' };
    case 'dead-letter':
      if (delivery && decision.interrupted !== undefined) await dependencies.log.recordInterrupted(delivery);
      if (delivery?.status === 'retrying') await dependencies.log.exhaust(delivery, decision.reason);
      return deadLetter(dependencies, address, record, { ...decision, messageId: message.id });
    case 'attempt': {
      if (!subscription) throw new Error(`An attempt was decided without the subscription of ${message.id}.`);
      const ended = await makeAttempt(dependencies, { subscription, delivery, record, message, decision });
      return ended.next === 'dead-letter'
        ? deadLetter(dependencies, address, record, { ...ended, messageId: message.id })
        : ended;
    }
  }
}

async function deadLetter(
  { sqs }: DeliverDependencies,
  { deadLetterQueueUrl }: QueueAddress,
  { body }: ReceivedRecord,
  letter: { readonly reason: string; readonly round: number; readonly messageId?: string },
): Promise<Handled> {
  const { reason, round, messageId } = letter;
  await sendDeadLetter(sqs, deadLetterQueueUrl, {
    body,
    reason,
    round: round + 1,
    ...(messageId && { messageId }),
  });
  return { next: 'acknowledge' };
}
