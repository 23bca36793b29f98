import type { RecordedAttempt } from '../../shared/delivery/delivery-log.ts';
import type { Subscription } from '../../shared/subscription/subscription.ts';

/** The one wide log line of an attempt: ids and facts, no payload, header or secret. */
export function attemptLine(subscription: Subscription, { delivery, attempt }: RecordedAttempt) {
  return {
    event: 'attempt',
    account_id: delivery.accountId,
    subscription_id: delivery.subscriptionId,
    message_id: delivery.messageId,
    event_type: delivery.eventType,
    attempt: attempt.number,
    round: attempt.round,
    outcome: attempt.outcome,
    delivery_status: delivery.status,
    status_code: attempt.statusCode,
    error_code: attempt.errorCode,
    error_detail: attempt.errorDetail,
    duration_ms: Math.round(attempt.durationMs),
    next_at: attempt.nextAt === undefined ? undefined : new Date(attempt.nextAt).toISOString(),
    url_host: new URL(subscription.url).host,
  };
}
