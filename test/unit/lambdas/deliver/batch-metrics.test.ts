import assert from 'node:assert/strict';
import { test } from 'node:test';
import { batchMetrics } from '../../../../lambdas/deliver/batch-metrics.ts';
import type { DecidedAttempt, DecidedRecord } from '../../../../lambdas/deliver/decided-record.ts';
import type { Handled } from '../../../../lambdas/deliver/handled.ts';
import type { Subscription } from '../../../../shared/subscription/subscription.ts';
import { aSubscription } from '../../../fixtures/a-subscription.ts';

const NOW = 1_700_000_000_000;
const HOUR = 3_600_000;
const subscription = { ...aSubscription(), updatedAt: NOW - HOUR };
const storedBody = () => Promise.reject(new Error('Nothing is stored.'));
const message = { id: 'msg_1', accountId: 'demo', eventType: 'call.ended', body: '{}', emittedAt: NOW - 900 };
const record = {
  sqsMessageId: 'one',
  receiptHandle: 'handle',
  body: '{}',
  receiveCount: 1,
  round: 1,
  sentAt: NOW - 800,
  message,
};

function attempt(fields: Partial<DecidedAttempt> = {}): DecidedAttempt {
  const decision = { do: 'attempt', number: 1, round: 1, attemptsBeforeRound: 0 } as const;
  return { ...decision, record, message, subscription, delivery: undefined, storedBody, ...fields };
}

function measured(decided: DecidedRecord, handled: Handled): Record<string, unknown> {
  const all = batchMetrics([{ decided, handled, endedAt: NOW + 100 }], NOW);
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== 0 && !(Array.isArray(value) && value.length === 0)),
  );
}

const failed = { next: 'hide', until: NOW, attempted: 'failed' } as const;
const hidden = { next: 'hide', until: NOW } as const;
const delivered = { next: 'acknowledge', attempted: 'delivered' } as const;

test('a first success counts as matched and delivered, with its lag and the age it was received at', () => {
  assert.deepEqual(measured(attempt(), delivered), {
    Matched: 1,
    Delivered: 1,
    LagMs: [1_000],
    OldestUntriedMs: 800,
  });
});

test('a retry counts as one, and neither as matched nor for the lag', () => {
  const again = { record: { ...record, receiveCount: 2 } };
  assert.deepEqual(measured(attempt({ ...again, number: 2 }), delivered), { Delivered: 1, Retries: 1 });
  assert.deepEqual(measured(attempt({ ...again, number: 3 }), failed), { Failed: 1, Retries: 1 });
});

test('the first attempt of a later round is no retry', () => {
  const redriven = attempt({ number: 4, attemptsBeforeRound: 3, record: { ...record, round: 2 } });
  assert.deepEqual(measured(redriven, failed), { Failed: 1 });
});

test('the last failure counts as failed, exhausted and dead-lettered', () => {
  const { Failed, Exhausted, DeadLettered } = measured(attempt(), {
    next: 'acknowledge',
    attempted: 'failed',
    deadLettered: true,
  });
  assert.deepEqual({ Failed, Exhausted, DeadLettered }, { Failed: 1, Exhausted: 1, DeadLettered: 1 });
});

test('what can never be a message counts as unusable', () => {
  const refused = { record, do: 'refuse', reason: 'no_data' } as const;
  assert.deepEqual(measured(refused, { next: 'acknowledge', deadLettered: true }), {
    Matched: 1,
    DeadLettered: 1,
    Unusable: 1,
  });
});

test('what waits counts for the breaker only where the breaker is why', () => {
  const waiting = { record, do: 'hide', until: NOW } as const;
  assert.deepEqual(measured({ ...waiting, breaker: true }, hidden), { Matched: 1, HiddenByBreaker: 1 });
  assert.deepEqual(measured(waiting, hidden), { Matched: 1 });
});

test("a record that failed by a fault of ours, and a success that was not written, are the operator's", () => {
  assert.equal(measured(attempt(), { next: 'keep' })['RecordsFailed'], 1);
  assert.equal(measured(attempt(), { ...delivered, logNotWritten: true })['LogNotWritten'], 1);
});

test("no customer's own doing ages a message: failures, a rate limit, a pause, a hidden or replayed message", () => {
  const age = (fields: Partial<DecidedAttempt>) => measured(attempt(fields), failed)['OldestUntriedMs'];
  const of = (changes: Partial<Subscription>) => age({ subscription: { ...subscription, ...changes } });
  assert.equal(age({}), 800);
  assert.equal(of({ failingSince: NOW - HOUR }), undefined);
  assert.equal(of({ breakerOpenUntil: NOW - 1 }), undefined);
  assert.equal(of({ rateLimitPerSecond: 5 }), undefined);
  assert.equal(of({ updatedAt: record.sentAt + 1 }), undefined);
  assert.equal(age({ record: { ...record, receiveCount: 2 } }), undefined);
  const { emittedAt: _, ...replayed } = message;
  assert.deepEqual(measured(attempt({ message: replayed }), delivered)['LagMs'], undefined);
});

test('of a batch the oldest counts', () => {
  const old = attempt({ record: { ...record, sentAt: NOW - 5_000 } });
  const batch = [attempt(), old].map((decided) => ({ decided, handled: delivered, endedAt: NOW }));
  assert.equal(batchMetrics(batch, NOW)['OldestUntriedMs'], 5_000);
  assert.equal(batchMetrics([], NOW)['OldestUntriedMs'], 0);
});
