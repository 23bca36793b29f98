import type { Message as SqsMessage, SQSClient } from '@aws-sdk/client-sqs';
import type { Exhausted } from '../operational-event/announce-exhausted.ts';
import type { Delivery, DeliveryState, ExhaustedReason } from '../delivery/delivery.ts';
import type { DeliveryLog } from '../delivery/delivery-log.ts';
import type { Message } from '../message/message.ts';
import { recordToMessage } from '../message/record-to-message.ts';
import { sendDeadLetter } from '../queue/send-dead-letter.ts';
import type { Subscription } from '../subscription/subscription.ts';
import { lookThrough } from './look-through.ts';

export type RescueDependencies = {
  readonly sqs: SQSClient;
  readonly log: Pick<DeliveryLog, 'get' | 'exhaust' | 'recordInterrupted' | 'recordNeverAttempted'>;
  readonly announceExhausted: (message: Message, exhausted: Exhausted) => Promise<void>;
  readonly now: () => number;
  /** How long a claimed attempt may be under way. */
  readonly claimMs: number;
  readonly hasTime: () => boolean;
};

export type Rescued = {
  readonly rescued: number;
  /** How many of them were never attempted. */
  readonly pipeline: number;
  /** False where some could not be judged yet. */
  readonly isComplete: boolean;
};

/** More are looked through by later rounds, as SQS happens to hand them out. */
const MOST = 500;

/**
 * Finds the messages in a subscription's dead-letter queue that SQS moved there by its redrive policy, because our code
 * never judged them, and judges them: the row becomes `exhausted`, its account is told, a copy with round and reason takes
 * the message's place. In this order, so that a crash in between repeats the rest.
 */
export async function rescueUnjudged(
  dependencies: RescueDependencies,
  subscription: Subscription,
  deadLetterQueueUrl: string,
): Promise<Rescued> {
  const counts = { rescued: 0, pipeline: 0, left: 0 };
  const { sqs, hasTime } = dependencies;
  const { failed } = await lookThrough(sqs, deadLetterQueueUrl, {
    most: MOST,
    // What was looked through is not looked at again for a day.
    waitSeconds: 1,
    hasTime,
    visit: async (letter) => {
      if (letter.MessageAttributes?.['round']) return 'keep';
      const verdict = await judge(dependencies, subscription, letter);
      if (verdict.is === 'under way') {
        counts.left++;
        return 'keep';
      }
      if (verdict.is === 'exhausted') {
        await putBack(dependencies, { deadLetterQueueUrl, letter, verdict });
        counts.rescued++;
        if (verdict.reason === 'pipeline') {
          counts.pipeline++;
          tellOperator(subscription, verdict.message);
        }
      }
      return 'done';
    },
  });
  const { rescued, pipeline, left } = counts;
  return { rescued, pipeline, isComplete: left + failed === 0 };
}

type Verdict =
  /** An attempt is being made: its end decides. */
  | { readonly is: 'under way' }
  /** Another copy was delivered, or its round is over. */
  | { readonly is: 'superfluous' }
  | (Exhausted & { readonly is: 'exhausted'; readonly message?: Message });

async function judge(
  dependencies: RescueDependencies,
  subscription: Subscription,
  letter: SqsMessage,
): Promise<Verdict> {
  const { log, now } = dependencies;
  const message = recordToMessage(letter.Body ?? '');
  if ('unusable' in message) return { is: 'exhausted', reason: message.unusable, round: 1, attempts: 0 };
  const found = await log.get(message.accountId, message.id, subscription.id);
  if (found) return judgeByRow(dependencies, found.delivery, message);
  const sentAt = Number(letter.Attributes?.['SentTimestamp'] ?? now());
  if (!(await log.recordNeverAttempted(neverAttempted(subscription, message, sentAt))))
    return { is: 'under way' };
  return { is: 'exhausted', reason: 'pipeline', round: 1, attempts: 0, message };
}

function neverAttempted({ id }: Subscription, message: Message, at: number): Delivery {
  return {
    accountId: message.accountId,
    messageId: message.id,
    subscriptionId: id,
    eventType: message.eventType,
    status: 'exhausted',
    reason: 'pipeline',
    round: 1,
    attempts: 0,
    attemptsBeforeRound: 0,
    firstAttemptAt: at,
    lastAttemptAt: at,
    body: message.body,
  };
}

async function judgeByRow(
  { log, now, claimMs }: RescueDependencies,
  delivery: DeliveryState,
  message: Message,
): Promise<Verdict> {
  if (delivery.claimedAt !== undefined && now() < delivery.claimedAt + claimMs) return { is: 'under way' };
  if (delivery.status === 'delivered' || (delivery.round > 1 && delivery.status === 'retrying'))
    return { is: 'superfluous' };
  const reason: ExhaustedReason =
    delivery.reason ?? (delivery.attempts > 0 ? 'attempts_exhausted' : 'pipeline');
  if (delivery.status === 'retrying') {
    if (delivery.claimedAt !== undefined) await log.recordInterrupted(delivery);
    if (!(await log.exhaust(delivery, reason))) return { is: 'under way' };
  }
  const { round, attempts, statusCode: lastStatusCode } = delivery;
  return { is: 'exhausted', reason, round, attempts, lastStatusCode, message };
}

async function putBack(
  { sqs, announceExhausted }: RescueDependencies,
  given: {
    readonly deadLetterQueueUrl: string;
    readonly letter: SqsMessage;
    readonly verdict: Extract<Verdict, { is: 'exhausted' }>;
  },
): Promise<void> {
  const { deadLetterQueueUrl, letter, verdict } = given;
  const { reason, round, message } = verdict;
  // Of this a repeat is the same message, and of a dead letter one more.
  if (message) await announceExhausted(message, verdict);
  await sendDeadLetter(sqs, deadLetterQueueUrl, {
    body: letter.Body ?? '',
    reason,
    round: round + 1,
    ...(message && { messageId: message.id }),
  });
}

/** No customer's endpoint had a part in it: this is for whoever runs the platform. */
function tellOperator({ accountId, id }: Subscription, message: Message | undefined): void {
  console.error({
    event: 'never_attempted',
    account_id: accountId,
    subscription_id: id,
    message_id: message?.id,
  });
}
