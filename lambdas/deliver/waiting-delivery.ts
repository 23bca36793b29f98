import type { Delivery } from '../../shared/delivery/delivery.ts';
import { keptFields } from '../../shared/delivery/kept-fields.ts';
import { bucketOf, logBuckets } from '../../shared/delivery/log-buckets.ts';
import type { DecidedAttempt } from './decided-record.ts';

/** The row of a delivery whose next attempt has not ended, with the highest number given out. */
export function waitingDelivery(
  decided: DecidedAttempt,
  { attempts, at }: { readonly attempts: number; readonly at: number },
): Delivery {
  const { subscription, message, delivery, round, attemptsBeforeRound } = decided;
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
    bucket: bucketOf(message.id, logBuckets(subscription)),
    ...(message.transform && { transform: message.transform }),
    body: message.body,
    ...keptFields(decided, delivery),
  };
}
