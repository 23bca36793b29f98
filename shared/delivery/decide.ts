import { breakerGate } from '../health/breaker.ts';
import type { Replay } from '../message/replay-of-event.ts';
import { attemptsAllowed } from '../retry/next-attempt.ts';
import type { Subscription } from '../subscription/subscription.ts';
import type { DeliveryState, ExhaustedReason } from './delivery.ts';

/** What is done with one received record. */
export type Decision =
  | {
      readonly do: 'attempt';
      /** The attempt's number, over all rounds. */
      readonly number: number;
      readonly round: number;
      /** How many attempts belong to earlier rounds, or are made aside from the schedule. */
      readonly attemptsBeforeRound: number;
      /** It is made beside the schedule of a delivery that is `retrying`, and leaves it as it is. */
      readonly aside?: true;
      /** The latest resend and replay that the row has to know from now on. */
      readonly resend?: string;
      readonly replay?: string;
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
  /** The id of the resend that it is; ids sort by the time they were made. */
  readonly resend?: string | undefined;
  /** The replay that its event came with. */
  readonly replay?: Replay | undefined;
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
  delivery: DeliveryState | undefined,
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
  delivery: DeliveryState | undefined,
  record: RecordFacts,
  clock: Clock,
): Decision {
  const { resend, replay } = record;
  if (replay?.covers === false) return { do: 'acknowledge' };
  if (!delivery)
    return { do: 'attempt', number: 1, round: record.round, attemptsBeforeRound: 0, ...marks(record) };
  if (isNewer(resend, delivery.resend)) return resendNow(delivery, record, clock);
  if (replay && isNewer(replay.jobId, delivery.replay)) return replayNow(delivery, record, clock);
  // A resend or replay that was acted on goes on as a record of whatever round it has come to.
  const round = resend || replay ? Math.max(record.round, delivery.round) : record.round;
  if (round < delivery.round) return { do: 'acknowledge' };
  if (round > delivery.round) return startRound(delivery, round, { record, clock });
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
      return retry(subscription, delivery, { record, clock });
  }
}

/** Somebody asked for this message: a final delivery starts anew, one that is retrying gets an attempt besides. */
function resendNow(delivery: DeliveryState, record: RecordFacts, clock: Clock): Decision {
  if (delivery.status !== 'retrying') return startRound(delivery, delivery.round + 1, { record, clock });
  if (isUnderWay(delivery, clock)) return { do: 'hide', until: claimEnds(delivery, clock) };
  const { attempts, attemptsBeforeRound, round } = delivery;
  return {
    do: 'attempt',
    number: attempts + 1,
    round,
    attemptsBeforeRound: attemptsBeforeRound + 1,
    aside: true,
    ...interrupted(delivery),
    ...marks(record, delivery),
  };
}

/** `missing` leaves alone what was delivered, and what its own schedule still delivers. */
function replayNow(delivery: DeliveryState, record: RecordFacts, clock: Clock): Decision {
  if (record.replay?.mode === 'missing' && delivery.status !== 'exhausted') return { do: 'acknowledge' };
  return startRound(delivery, delivery.round + 1, { record, clock });
}

type Received = { readonly record: RecordFacts; readonly clock: Clock };

function startRound(delivery: DeliveryState, round: number, { record, clock }: Received): Decision {
  if (isUnderWay(delivery, clock)) return { do: 'hide', until: claimEnds(delivery, clock) };
  return {
    do: 'attempt',
    number: delivery.attempts + 1,
    round,
    attemptsBeforeRound: delivery.attempts,
    ...interrupted(delivery),
    ...marks(record, delivery),
  };
}

function retry(subscription: Subscription, delivery: DeliveryState, { record, clock }: Received): Decision {
  if (isUnderWay(delivery, clock)) return { do: 'hide', until: claimEnds(delivery, clock) };
  if (delivery.nextAt !== undefined && clock.now < delivery.nextAt)
    return { do: 'hide', until: delivery.nextAt };
  const { attempts, attemptsBeforeRound, round } = delivery;
  if (attempts - attemptsBeforeRound >= attemptsAllowed(subscription.retryPolicy))
    return { do: 'dead-letter', reason: 'attempts_exhausted', round, ...interrupted(delivery) };
  return {
    do: 'attempt',
    number: attempts + 1,
    round,
    attemptsBeforeRound,
    ...interrupted(delivery),
    ...marks(record, delivery),
  };
}

/** The latest resend and replay of what the row knows and the record says. */
function marks(record: RecordFacts, delivery?: DeliveryState): { resend?: string; replay?: string } {
  const resend = isNewer(record.resend, delivery?.resend) ? record.resend : delivery?.resend;
  const replay = isNewer(record.replay?.jobId, delivery?.replay) ? record.replay?.jobId : delivery?.replay;
  return { ...(resend !== undefined && { resend }), ...(replay !== undefined && { replay }) };
}

/** Also keeps two replays of one message, whose records wait side by side, from starting rounds in turn for ever. */
function isNewer(id: string | undefined, seen: string | undefined): boolean {
  return id !== undefined && (seen === undefined || id > seen);
}

function isUnderWay(delivery: DeliveryState, clock: Clock): boolean {
  return delivery.claimedAt !== undefined && clock.now < claimEnds(delivery, clock);
}

function claimEnds(delivery: DeliveryState, { claimMs }: Clock): number {
  return (delivery.claimedAt ?? 0) + claimMs;
}

function interrupted(delivery: DeliveryState): { interrupted?: number } {
  return delivery.claimedAt === undefined ? {} : { interrupted: delivery.attempts };
}
