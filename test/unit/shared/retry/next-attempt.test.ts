import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attemptsAllowed, nextAttemptAt } from '../../../../shared/retry/next-attempt.ts';

const policy = { scheduleSeconds: [5, 300] };
const failed = { attemptInRound: 1, endedAt: 1_000_000, random: 0 };

test('the delay before a retry is the one of the schedule', () => {
  assert.equal(nextAttemptAt(policy, failed), 1_005_000);
  assert.equal(nextAttemptAt(policy, { ...failed, attemptInRound: 2 }), 1_300_000);
});

test('jitter adds at most a fifth of the delay and never takes from it', () => {
  assert.equal(nextAttemptAt(policy, { ...failed, random: 1 }), 1_006_000);
});

test('a policy allows one attempt more than it has delays', () => {
  assert.equal(attemptsAllowed(policy), 3);
  assert.equal(nextAttemptAt(policy, { ...failed, attemptInRound: 3 }), undefined);
});

test('Retry-After takes precedence over a shorter delay', () => {
  assert.equal(nextAttemptAt(policy, { ...failed, retryAfterMs: 60_000 }), 1_060_000);
});

test('the schedule takes precedence over a shorter Retry-After', () => {
  assert.equal(nextAttemptAt(policy, { ...failed, retryAfterMs: 1_000 }), 1_005_000);
});

test('Retry-After counts for at most twelve hours', () => {
  const day = 24 * 60 * 60 * 1_000;
  assert.equal(nextAttemptAt(policy, { ...failed, retryAfterMs: day }), 1_000_000 + day / 2);
});

test('Retry-After prolongs no policy that is used up', () => {
  assert.equal(nextAttemptAt(policy, { ...failed, attemptInRound: 3, retryAfterMs: 1_000 }), undefined);
});
