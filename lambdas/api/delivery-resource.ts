import type { Attempt, Delivery, DeliverySummary } from '../../shared/delivery/delivery.ts';

/** A delivery as lists show it. */
export function deliveryToResource(delivery: DeliverySummary) {
  return {
    message_id: delivery.messageId,
    subscription_id: delivery.subscriptionId,
    event_type: delivery.eventType,
    status: delivery.status,
    reason: delivery.reason ?? null,
    round: delivery.round,
    attempt_count: delivery.attempts,
    status_code: delivery.statusCode ?? null,
    error_code: delivery.errorCode ?? null,
    next_at: timeOrNull(delivery.nextAt),
    first_attempt_at: timeOrNull(delivery.firstAttemptAt),
    last_attempt_at: timeOrNull(delivery.lastAttemptAt),
  };
}

/** A delivery with the exact body that was sent and everything that became of it. */
export function deliveryDetailToResource(delivery: Delivery, attempts: readonly Attempt[]) {
  const last = attempts.at(-1);
  return {
    ...deliveryToResource({
      ...delivery,
      ...(last?.statusCode !== undefined && { statusCode: last.statusCode }),
      ...(last?.errorCode !== undefined && { errorCode: last.errorCode }),
    }),
    transformed: delivery.transform === 'applied',
    body: delivery.body,
    attempts: attempts.map(attemptToResource),
  };
}

/** One request as the API shows it. */
export function attemptToResource(attempt: Attempt) {
  return {
    number: attempt.number,
    round: attempt.round,
    started_at: timeOrNull(attempt.startedAt),
    duration_ms: attempt.durationMs,
    outcome: attempt.outcome,
    status_code: attempt.statusCode ?? null,
    error_code: attempt.errorCode ?? null,
    error_detail: attempt.errorDetail ?? null,
    request_headers: attempt.requestHeaders ?? null,
    response_headers: attempt.responseHeaders ?? null,
    response_body: attempt.responseBody ?? null,
    response_truncated: attempt.responseTruncated ?? false,
    next_at: timeOrNull(attempt.nextAt),
  };
}

function timeOrNull(time: number | undefined): string | null {
  return time === undefined ? null : new Date(time).toISOString();
}
