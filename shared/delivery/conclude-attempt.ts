import { nextAttemptAt } from '../retry/next-attempt.ts';
import type { Message } from '../message/message.ts';
import type { Subscription } from '../subscription/subscription.ts';
import type { Decision } from './decide.ts';
import type { Attempt, Delivery, DeliveryState } from './delivery.ts';
import { keptFields } from './kept-fields.ts';
import { bucketOf, logBuckets } from './log-buckets.ts';
import type { Outcome } from './outcome.ts';

export type EndedAttempt = {
  readonly subscription: Subscription;
  readonly message: Message;
  readonly decision: Extract<Decision, { do: 'attempt' }>;
  /** The row before, for what earlier attempts left there. */
  readonly before: DeliveryState | undefined;
  /** Missing where there was nothing to send. */
  readonly requestHeaders?: Readonly<Record<string, string>>;
  readonly outcome: Outcome;
  readonly startedAt: number;
  readonly endedAt: number;
  /** From 0 to 1, for the jitter. */
  readonly random: number;
};

/** What an attempt's end makes of the delivery, and the attempt as the log keeps it. */
export function concludeAttempt(ended: EndedAttempt): { delivery: Delivery; attempt: Attempt } {
  const { subscription, message, decision, before, outcome, startedAt, endedAt } = ended;
  const next = outcome.kind === 'retryable' ? nextAt(ended, outcome.retryAfterMs) : undefined;
  const goesOn = decision.aside && outcome.kind === 'retryable';
  const delivery: Delivery = {
    accountId: message.accountId,
    messageId: message.id,
    subscriptionId: subscription.id,
    eventType: message.eventType,
    ...(goesOn ? { status: 'retrying' as const } : standing(outcome, next)),
    round: decision.round,
    attempts: decision.number,
    attemptsBeforeRound: decision.attemptsBeforeRound,
    firstAttemptAt: before?.attempts ? before.firstAttemptAt : startedAt,
    lastAttemptAt: startedAt,
    bucket: bucketOf(message.id, logBuckets(subscription)),
    ...(message.transform && { transform: message.transform }),
    body: message.body,
    ...keptFields(goesOn ? decision : { ...decision, aside: undefined }, before),
  };
  return { delivery, attempt: toAttempt(ended, endedAt - startedAt, next) };
}

function nextAt(
  { subscription, decision, before, endedAt, random }: EndedAttempt,
  retryAfterMs: number | undefined,
) {
  if (decision.aside) return before?.nextAt;
  const attemptInRound = decision.number - decision.attemptsBeforeRound;
  return nextAttemptAt(subscription.retryPolicy, { attemptInRound, endedAt, retryAfterMs, random });
}

function standing(
  outcome: Outcome,
  next: number | undefined,
): Pick<Delivery, 'status' | 'nextAt' | 'reason'> {
  switch (outcome.kind) {
    case 'delivered':
      return { status: 'delivered' };
    case 'permanent':
      return { status: 'exhausted', reason: outcome.errorCode };
    case 'retryable':
      return next === undefined
        ? { status: 'exhausted', reason: 'attempts_exhausted' }
        : { status: 'retrying', nextAt: next };
  }
}

function toAttempt(
  { decision, requestHeaders, outcome, startedAt }: EndedAttempt,
  durationMs: number,
  next: number | undefined,
): Attempt {
  const { response } = outcome;
  return {
    number: decision.number,
    round: decision.round,
    startedAt,
    durationMs,
    outcome: outcome.kind,
    ...(requestHeaders && { requestHeaders }),
    ...(outcome.kind !== 'delivered' && { errorCode: outcome.errorCode }),
    ...('errorDetail' in outcome && { errorDetail: outcome.errorDetail }),
    ...(response && {
      statusCode: response.statusCode,
      responseHeaders: response.headers,
      responseBody: response.body,
      responseTruncated: response.bodyTruncated,
    }),
    ...(next !== undefined && { nextAt: next }),
  };
}
