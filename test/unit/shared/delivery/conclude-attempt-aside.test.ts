import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concludeAttempt } from '../../../../shared/delivery/conclude-attempt.ts';
import type { Outcome } from '../../../../shared/delivery/outcome.ts';
import { aSubscription } from '../../../fixtures/a-subscription.ts';

const response = { statusCode: 500, headers: {}, body: '', bodyTruncated: false };

test('an attempt aside that fails leaves the schedule as it was', () => {
  const { delivery, attempt } = conclude({ kind: 'retryable', errorCode: 'http_status', response });
  assert.deepEqual(
    [delivery.status, delivery.nextAt, delivery.attempts, delivery.attemptsBeforeRound, delivery.resend],
    ['retrying', 77_000, 3, 1, 'r1'],
  );
  assert.equal(attempt.nextAt, 77_000);
});

test('an attempt aside that fails where the policy is used up exhausts nothing', () => {
  const { delivery } = conclude({ kind: 'retryable', errorCode: 'timeout' }, { scheduleSeconds: [] });
  assert.equal(delivery.status, 'retrying');
});

test('an attempt aside that succeeds delivers the message and ends the schedule', () => {
  const { delivery } = conclude({ kind: 'delivered', response: { ...response, statusCode: 204 } });
  assert.deepEqual([delivery.status, delivery.nextAt], ['delivered', undefined]);
});

test('an attempt aside that is answered 410 ends it as any other', () => {
  const { delivery } = conclude({ kind: 'permanent', errorCode: 'gone', response });
  assert.deepEqual([delivery.status, delivery.reason, delivery.nextAt], ['exhausted', 'gone', undefined]);
});

function conclude(outcome: Outcome, retryPolicy = { scheduleSeconds: [5, 5, 5] as readonly number[] }) {
  const before = {
    accountId: 'demo',
    messageId: 'msg_1',
    subscriptionId: 'sub_1',
    eventType: 'call.ended',
    status: 'retrying' as const,
    round: 1,
    attempts: 2,
    attemptsBeforeRound: 0,
    nextAt: 77_000,
    firstAttemptAt: 1_000,
    lastAttemptAt: 2_000,
    body: '{}',
  };
  return concludeAttempt({
    subscription: aSubscription({ retryPolicy }),
    message: { id: 'msg_1', accountId: 'demo', eventType: 'call.ended', body: '{}' },
    decision: { do: 'attempt', number: 3, round: 1, attemptsBeforeRound: 1, aside: true, resend: 'r1' },
    before,
    requestHeaders: {},
    outcome,
    startedAt: 50_000,
    endedAt: 50_100,
    random: 0,
  });
}
