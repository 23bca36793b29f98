import { isWell } from '../../shared/health/health.ts';
import type { Measurements } from '../../shared/metrics/emf-line.ts';
import type { DecidedAttempt } from './decided-record.ts';
import type { HandledRecord } from './handled-record.ts';
import { isExhausted } from './is-exhausted.ts';
import { isFirstOfRound } from './is-first-of-round.ts';

/**
 * What a batch adds to the stage's metrics. A customer's failures are counted, and only `OldestUntriedMs`,
 * `RecordsFailed`, `LogNotWritten` and `Unusable` say that the platform or an emitter has failed.
 * @param receivedAt when the batch was received, in milliseconds since the epoch
 */
export function batchMetrics(batch: readonly HandledRecord[], receivedAt: number): Measurements {
  const attempts = batch.flatMap(({ decided, ...rest }) =>
    decided.do === 'attempt' ? [{ decided, ...rest }] : [],
  );
  const attempted = (outcome: 'delivered' | 'failed') =>
    count(attempts, ({ handled }) => handled.attempted === outcome);
  return {
    // Copies and returning messages have been counted before.
    Matched: count(batch, ({ decided: { record } }) => record.receiveCount === 1 && record.round === 1),
    Delivered: attempted('delivered'),
    Failed: attempted('failed'),
    Retries: count(
      attempts,
      ({ decided, handled }) => handled.attempted !== undefined && !isFirstOfRound(decided),
    ),
    Exhausted: count(batch, isExhausted),
    DeadLettered: count(batch, ({ handled }) => handled.deadLettered === true),
    Unusable: count(batch, ({ decided }) => decided.do === 'refuse'),
    HiddenByBreaker: count(batch, ({ decided }) => decided.do === 'hide' && decided.breaker === true),
    RecordsFailed: count(batch, ({ handled }) => handled.next === 'keep'),
    LogNotWritten: count(batch, ({ handled }) => handled.logNotWritten === true),
    LagMs: attempts.flatMap(lag),
    OldestUntriedMs: Math.max(0, ...attempts.map(({ decided }) => untriedAge(decided, receivedAt))),
  };
}

/** From the event to its receipt, where nothing but the platform stood between them. */
function lag({
  decided,
  handled,
  endedAt,
}: HandledRecord & { readonly decided: DecidedAttempt }): readonly number[] {
  const { emittedAt } = decided.message;
  if (handled.attempted !== 'delivered' || decided.number !== 1 || emittedAt === undefined) return [];
  return [Math.max(0, endedAt - emittedAt)];
}

/**
 * How long a message has waited for its first receive, where no wish of its owner made it wait: the endpoint is well,
 * has no rate limit, and its subscription has not been changed, so not paused or resumed either, since it was sent.
 */
function untriedAge({ record, subscription, delivery, number }: DecidedAttempt, receivedAt: number): number {
  const untried = number === 1 && delivery === undefined && record.receiveCount === 1;
  const unhindered = isWell(subscription) && subscription.rateLimitPerSecond === undefined;
  if (!untried || !unhindered || !(record.sentAt > subscription.updatedAt)) return 0;
  return receivedAt - record.sentAt;
}

function count<T>(all: readonly T[], is: (each: T) => boolean): number {
  return all.filter(is).length;
}
