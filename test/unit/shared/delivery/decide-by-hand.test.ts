import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decide, type RecordFacts } from '../../../../shared/delivery/decide.ts';
import type { Delivery } from '../../../../shared/delivery/delivery.ts';
import { aSubscription } from '../../../fixtures/a-subscription.ts';

const NOW = 1_700_000_000_000;
const CLAIM_MS = 90_000;
const clock = { now: NOW, random: 0, claimMs: CLAIM_MS, inactiveHideMs: 60_000 };
const subscription = aSubscription({ retryPolicy: { scheduleSeconds: [5, 10] } });
const [JOB_1, JOB_2] = ['job_01', 'job_02'] as const;
const resend = { round: 1, resend: 'r2' };
const missing = aReplay('missing');
const all = aReplay('all');

const retrying = aDelivery({ status: 'retrying', attempts: 2, nextAt: NOW + 5_000 });
const exhausted = aDelivery({ status: 'exhausted', reason: 'attempts_exhausted', attempts: 3 });
const delivered = aDelivery({ status: 'delivered', attempts: 3 });
const newRound = { do: 'attempt', number: 4, round: 2, attemptsBeforeRound: 3 };

for (const [what, row, record, expected] of [
  ['a resend of a delivered message starts a round', delivered, resend, { ...newRound, resend: 'r2' }],
  ['a resend of an exhausted message starts a round', exhausted, resend, { ...newRound, resend: 'r2' }],
  [
    'a resend while a schedule runs is an attempt aside, before the next one is due',
    retrying,
    resend,
    { do: 'attempt', number: 3, round: 1, attemptsBeforeRound: 1, aside: true, resend: 'r2' },
  ],
  [
    'a resend of a message that has no row is its first attempt',
    undefined,
    resend,
    { do: 'attempt', number: 1, round: 1, attemptsBeforeRound: 0, resend: 'r2' },
  ],
  [
    'a resend that was acted on carries its round on',
    { ...retrying, round: 2, resend: 'r2' },
    resend,
    { do: 'hide', until: NOW + 5_000 },
  ],
  [
    'a resend whose round is due is attempted as any record of it',
    { ...retrying, round: 2, attemptsBeforeRound: 1, resend: 'r2', nextAt: NOW },
    resend,
    { do: 'attempt', number: 3, round: 2, attemptsBeforeRound: 1, resend: 'r2' },
  ],
  [
    'a second copy of a resend that was delivered is acknowledged',
    { ...delivered, round: 2, resend: 'r2' },
    resend,
    { do: 'acknowledge' },
  ],
  [
    'a resend that a later one has overtaken still carries its round on',
    { ...retrying, round: 2, resend: 'r3' },
    resend,
    { do: 'hide', until: NOW + 5_000 },
  ],
  [
    'a later resend starts a further round',
    { ...delivered, round: 2, resend: 'r1' },
    resend,
    { ...newRound, round: 3, resend: 'r2' },
  ],
  [
    'a replay of what is missing attempts what has no delivery',
    undefined,
    missing,
    { do: 'attempt', number: 1, round: 1, attemptsBeforeRound: 0, replay: JOB_2 },
  ],
  [
    'a replay of what is missing starts a round of what is exhausted',
    exhausted,
    missing,
    { ...newRound, replay: JOB_2 },
  ],
  ['a replay of what is missing leaves alone what was delivered', delivered, missing, { do: 'acknowledge' }],
  ['a replay of what is missing leaves a schedule alone', retrying, missing, { do: 'acknowledge' }],
  [
    'a replay of what is missing whose own attempt failed follows the schedule',
    { ...retrying, replay: JOB_2 },
    missing,
    { do: 'hide', until: NOW + 5_000 },
  ],
  [
    'a replayed record whose round is exhausted is dead-lettered again',
    { ...exhausted, round: 2, replay: JOB_2 },
    missing,
    { do: 'dead-letter', reason: 'attempts_exhausted', round: 2 },
  ],
  [
    'a replay of everything starts a round of what was delivered',
    delivered,
    all,
    { ...newRound, replay: JOB_2 },
  ],
  [
    'a replay of everything starts a round of what is retrying, before the next attempt is due',
    retrying,
    all,
    { do: 'attempt', number: 3, round: 2, attemptsBeforeRound: 2, replay: JOB_2 },
  ],
  [
    'a second copy of an event that a replay has brought is acknowledged',
    { ...delivered, round: 2, replay: JOB_2 },
    all,
    { do: 'acknowledge' },
  ],
  [
    'a later replay starts a further round',
    { ...delivered, round: 2, replay: JOB_1 },
    all,
    { ...newRound, round: 3, replay: JOB_2 },
  ],
  [
    'the record of an earlier replay starts no round after a later one has',
    { ...delivered, round: 3, replay: JOB_2 },
    aReplay('all', JOB_1),
    { do: 'acknowledge' },
  ],
  [
    'an event that the replay of everything was widened by is acknowledged',
    delivered,
    { round: 1, replay: { jobId: JOB_2, mode: 'all', covers: false } },
    { do: 'acknowledge' },
  ],
  [
    'the dead letter of a replayed event starts its next round when it is redriven',
    { ...exhausted, round: 2, replay: JOB_2 },
    { ...all, round: 3 },
    { ...newRound, round: 3, replay: JOB_2 },
  ],
  [
    'what the row knows of resends and replays stays on it',
    { ...retrying, nextAt: NOW, resend: 'r1', replay: JOB_1 },
    { round: 1 },
    { do: 'attempt', number: 3, round: 1, attemptsBeforeRound: 0, resend: 'r1', replay: JOB_1 },
  ],
] as const satisfies readonly [string, Delivery | undefined, RecordFacts, unknown][])
  test(what, () => {
    assert.deepEqual(decide(subscription, row, record, clock), expected);
  });

for (const record of [resend, all])
  test(`${record === all ? 'a replay' : 'a resend'} waits while an attempt is under way`, () => {
    const underWay = { ...retrying, claimedAt: NOW - 1 };
    const until = NOW - 1 + CLAIM_MS;
    assert.deepEqual(decide(subscription, underWay, record, clock), { do: 'hide', until });
  });

test('an attempt aside counts for no policy', () => {
  const lastDue = { ...retrying, attempts: 3, attemptsBeforeRound: 1, nextAt: NOW };
  assert.equal(decide(subscription, lastDue, { round: 1 }, clock).do, 'attempt');
});

test('a resend and a replay wait for an open breaker like everything else', () => {
  const open = { ...subscription, failingSince: 0, breakerOpenUntil: NOW + 1_000 };
  for (const record of [resend, all])
    assert.deepEqual(decide(open, delivered, record, clock), {
      do: 'hide',
      until: NOW + 1_000,
      breaker: true,
    });
});

function aReplay(mode: 'all' | 'missing', jobId: string = JOB_2) {
  return { round: 1, replay: { jobId, mode, covers: true } };
}

function aDelivery(fields: Partial<Delivery>): Delivery {
  return {
    accountId: 'demo',
    messageId: 'msg_1',
    subscriptionId: subscription.id,
    eventType: 'call.ended',
    status: 'retrying',
    round: 1,
    attempts: 1,
    attemptsBeforeRound: 0,
    firstAttemptAt: NOW - 1_000,
    lastAttemptAt: NOW - 1_000,
    body: '{}',
    ...fields,
  };
}
