import { breakerGate } from '../health/breaker.ts';
import { attemptsAllowed } from '../retry/next-attempt.ts';
import type { Subscription } from '../subscription/subscription.ts';
import type { Delivery, ExhaustedReason } from './delivery.ts';

/** What is done with one received record. */
export type Decision =
  | {
      readonly do: 'attempt';
      /** The attempt's number, over all rounds. */
      readonly number: number;
      readonly round: number;
      /** How many attempts belong to earlier rounds. */
      readonly attemptsBeforeRound: number;
      /** An earlier attempt's number that was claimed and never ended. */
      readonly interrupted?: number;
      /** The breaker is half open: only the one that claims it may attempt. */
      readonly probe?: true;
    }
  /** Leave the record in the queue, invisible until then. */
  | {
      readonly do: 'hide';
      readonly until: number;
      /** It would be attempted, were the breaker not open. */
      readonly breaker?: true;
    }
  | { readonly do: 'acknowledge' }
  | {
      readonly do: 'dead-letter';
      readonly reason: ExhaustedReason;
      readonly round: number;
      readonly interrupted?: number;
    };

/** What of the record the decision depends on. */
export type RecordFacts = {
  /** The record's `round` attribute; 1 for what comes from EventBridge. */
  readonly round: number;
};

export type Clock = {
  readonly now: number;
  /** From 0 to 1, for the jitter of hiding. */
  readonly random: number;
  /** How long the record of a subscription that is not active is hidden before it is looked at again. */
  readonly inactiveHideMs: number;
  /** How long a claimed attempt may be under way before it counts as interrupted: longer than the function can run. */
  readonly claimMs: number;
};

/**
 * The one place that decides what a received record means. Receives are not attempts: duplicates, early wake-ups and
 * crashes all come here, and only the row of the delivery counts.
 * @param subscription `undefined` where the row is gone: nothing is sent and nothing is lost
 * @param delivery the row, by a consistent read; `undefined` before the first outcome or claim
 */
export function decide(
  subscription: Subscription | undefined,
  delivery: Delivery | undefined,
  record: RecordFacts,
  clock: Clock,
): Decision {
  if (subscription?.status !== 'active') return { do: 'hide', until: clock.now + clock.inactiveHideMs };
  return throughBreaker(subscription, clock, decideByRow(subscription, delivery, record, clock));
}

/** Hiding uses up no attempt: while the breaker is open what would be attempted waits. */
function throughBreaker(subscription: Subscription, { now, random }: Clock, decision: Decision): Decision {
  if (decision.do !== 'attempt') return decision;
  const breaker = breakerGate(subscription, now, random);
  switch (breaker.gate) {
    case 'closed':
      return decision;
    case 'half-open':
      return { ...decision, probe: true };
    case 'open':
      return { do: 'hide', until: breaker.hideUntil, breaker: true };
  }
}

function decideByRow(
  subscription: Subscription,
  delivery: Delivery | undefined,
  record: RecordFacts,
  clock: Clock,
): Decision {
  if (!delivery) return { do: 'attempt', number: 1, round: record.round, attemptsBeforeRound: 0 };
  if (record.round < delivery.round) return { do: 'acknowledge' };
  if (record.round > delivery.round) return startRound(delivery, record, clock);
  switch (delivery.status) {
    case 'delivered':
      return { do: 'acknowledge' };
    case 'exhausted':
      return {
        do: 'dead-letter',
        reason: delivery.reason ?? 'attempts_exhausted',
        round: delivery.round,
      };
    case 'retrying':
      return retry(subscription, delivery, clock);
  }
}

function startRound(delivery: Delivery, record: RecordFacts, clock: Clock): Decision {
  if (isUnderWay(delivery, clock)) return { do: 'hide', until: claimEnds(delivery, clock) };
  return {
    do: 'attempt',
    number: delivery.attempts + 1,
    round: record.round,
    attemptsBeforeRound: delivery.attempts,
    ...interrupted(delivery),
  };
}

function retry(subscription: Subscription, delivery: Delivery, clock: Clock): Decision {
  if (isUnderWay(delivery, clock)) return { do: 'hide', until: claimEnds(delivery, clock) };
  if (delivery.nextAt !== undefined && clock.now < delivery.nextAt)
    return { do: 'hide', until: delivery.nextAt };
  const { attempts, attemptsBeforeRound, round } = delivery;
  if (attempts - attemptsBeforeRound >= attemptsAllowed(subscription.retryPolicy))
    return { do: 'dead-letter', reason: 'attempts_exhausted', round, ...interrupted(delivery) };
  return { do: 'attempt', number: attempts + 1, round, attemptsBeforeRound, ...interrupted(delivery) };
}

function isUnderWay(delivery: Delivery, clock: Clock): boolean {
  return delivery.claimedAt !== undefined && clock.now < claimEnds(delivery, clock);
}

function claimEnds(delivery: Delivery, { claimMs }: Clock): number {
  return (delivery.claimedAt ?? 0) + claimMs;
}

function interrupted(delivery: Delivery): { interrupted?: number } {
  return delivery.claimedAt === undefined ? {} : { interrupted: delivery.attempts };
}
