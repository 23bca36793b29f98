import type { Delivery } from '../../shared/delivery/delivery.ts';
import type { DecidedAttempt } from './decided-record.ts';

/** The row of a delivery whose next attempt has not ended, with the highest number given out. */
export function waitingDelivery(
  { subscription, message, delivery, round, attemptsBeforeRound }: DecidedAttempt,
  { attempts, at }: { readonly attempts: number; readonly at: number },
): Delivery {
  return {
    accountId: message.accountId,
    messageId: message.id,
    subscriptionId: subscription.id,
    eventType: message.eventType,
    status: 'retrying',
    round,
    attempts,
    attemptsBeforeRound,
    firstAttemptAt: delivery?.firstAttemptAt ?? at,
    lastAttemptAt: delivery?.lastAttemptAt ?? at,
    body: message.body,
  };
}
