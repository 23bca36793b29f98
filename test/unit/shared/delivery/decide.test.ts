import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decide } from '../../../../shared/delivery/decide.ts';
import type { Delivery } from '../../../../shared/delivery/delivery.ts';
import { aSubscription } from '../../../fixtures/a-subscription.ts';

const NOW = 1_700_000_000_000;
const CLAIM_MS = 90_000;
const clock = { now: NOW, random: 0, claimMs: CLAIM_MS, inactiveHideMs: 60_000 };
const subscription = aSubscription({ retryPolicy: { scheduleSeconds: [5, 10] } });
const first = { round: 1 };

test('a message without a row is attempted for the first time', () => {
  assert.deepEqual(decide(subscription, undefined, first, clock), {
    do: 'attempt',
    number: 1,
    round: 1,
    attemptsBeforeRound: 0,
  });
});

for (const status of ['provisioning', 'paused', 'disabled', 'deleting'] as const)
  test(`a record of a subscription that is ${status} is hidden and nothing is sent`, () => {
    assert.deepEqual(decide({ ...subscription, status }, undefined, first, clock), {
      do: 'hide',
      until: NOW + clock.inactiveHideMs,
    });
  });

test('a record whose subscription is gone is hidden and not lost', () => {
  assert.equal(decide(undefined, undefined, first, clock).do, 'hide');
});

test('a second copy of a delivered message is acknowledged', () => {
  assert.deepEqual(decide(subscription, aDelivery({ status: 'delivered' }), first, clock), {
    do: 'acknowledge',
  });
});

test('a record that wakes before its next attempt is due is hidden until then', () => {
  const delivery = aDelivery({ status: 'retrying', nextAt: NOW + 1 });
  assert.deepEqual(decide(subscription, delivery, first, clock), { do: 'hide', until: NOW + 1 });
});

test('a record whose next attempt is due is attempted with the next number', () => {
  const delivery = aDelivery({ status: 'retrying', attempts: 2, nextAt: NOW });
  assert.deepEqual(decide(subscription, delivery, first, clock), {
    do: 'attempt',
    number: 3,
    round: 1,
    attemptsBeforeRound: 0,
  });
});

test('a record is hidden while an attempt that another copy claimed is under way', () => {
  const delivery = aDelivery({ status: 'retrying', claimedAt: NOW - 1 });
  assert.deepEqual(decide(subscription, delivery, first, clock), { do: 'hide', until: NOW - 1 + CLAIM_MS });
});

test('a claimed attempt that never ended is interrupted and the next number follows', () => {
  const delivery = aDelivery({ status: 'retrying', attempts: 1, claimedAt: NOW - CLAIM_MS });
  assert.deepEqual(decide(subscription, delivery, first, clock), {
    do: 'attempt',
    number: 2,
    round: 1,
    attemptsBeforeRound: 0,
    interrupted: 1,
  });
});

test('a message that kills the function at every attempt uses up its policy', () => {
  const delivery = aDelivery({ status: 'retrying', attempts: 3, claimedAt: NOW - CLAIM_MS });
  assert.deepEqual(decide(subscription, delivery, first, clock), {
    do: 'dead-letter',
    reason: 'attempts_exhausted',
    round: 1,
    interrupted: 3,
  });
});

test('a policy that was shortened meanwhile ends a delivery that is past it', () => {
  const delivery = aDelivery({ status: 'retrying', attempts: 3, nextAt: NOW });
  assert.equal(decide(subscription, delivery, first, clock).do, 'dead-letter');
});

test('an exhausted delivery whose record was not yet acknowledged is dead-lettered again', () => {
  const delivery = aDelivery({ status: 'exhausted', reason: 'gone' });
  assert.deepEqual(decide(subscription, delivery, first, clock), {
    do: 'dead-letter',
    reason: 'gone',
    round: 1,
  });
});

test('a record of a higher round starts it, with numbers that run on', () => {
  const delivery = aDelivery({ status: 'exhausted', attempts: 3 });
  assert.deepEqual(decide(subscription, delivery, { round: 2 }, clock), {
    do: 'attempt',
    number: 4,
    round: 2,
    attemptsBeforeRound: 3,
  });
});

test('the policy limits the attempts of a round and not of all rounds', () => {
  const delivery = aDelivery({
    status: 'retrying',
    round: 2,
    attempts: 4,
    attemptsBeforeRound: 3,
    nextAt: NOW,
  });
  assert.equal(decide(subscription, delivery, { round: 2 }, clock).do, 'attempt');
});

test('a record of an earlier round is acknowledged', () => {
  const delivery = aDelivery({ status: 'retrying', round: 2, nextAt: NOW });
  assert.deepEqual(decide(subscription, delivery, first, clock), { do: 'acknowledge' });
});

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

test('while the breaker is open a due attempt is hidden and uses up no attempt', () => {
  const open = { ...subscription, failingSince: 0, breakerOpenUntil: NOW + 1_000, breakerCooldownMs: 60_000 };
  assert.deepEqual(decide(open, undefined, first, clock), { do: 'hide', until: NOW + 1_000, breaker: true });
  const due = aDelivery({ status: 'retrying', nextAt: NOW });
  assert.deepEqual(decide(open, due, first, { ...clock, random: 1 }), {
    do: 'hide',
    until: NOW + 13_000,
    breaker: true,
  });
});

test('an open breaker holds up no acknowledgement and no dead letter', () => {
  const open = { ...subscription, failingSince: 0, breakerOpenUntil: NOW + 1_000 };
  assert.equal(decide(open, aDelivery({ status: 'delivered' }), first, clock).do, 'acknowledge');
  assert.equal(decide(open, aDelivery({ status: 'exhausted' }), first, clock).do, 'dead-letter');
});

test('after its cool-down a due attempt is a candidate for the probe', () => {
  const halfOpen = { ...subscription, failingSince: 0, breakerOpenUntil: NOW };
  assert.deepEqual(decide(halfOpen, undefined, first, clock), {
    do: 'attempt',
    number: 1,
    round: 1,
    attemptsBeforeRound: 0,
    probe: true,
  });
});

test('a delivery whose slot is kept is attempted at its slot with its first number', () => {
  const waiting = aDelivery({ status: 'retrying', attempts: 0, slotAt: NOW, nextAt: NOW });
  assert.deepEqual(decide(subscription, waiting, first, { ...clock, now: NOW - 1 }), {
    do: 'hide',
    until: NOW,
  });
  assert.deepEqual(decide(subscription, waiting, first, clock), {
    do: 'attempt',
    number: 1,
    round: 1,
    attemptsBeforeRound: 0,
  });
});
