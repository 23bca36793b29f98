import assert from 'node:assert/strict';
import { test } from 'node:test';
import { batchStatistics } from '../../../../lambdas/deliver/batch-statistics.ts';
import type { DecidedAttempt, DecidedRecord } from '../../../../lambdas/deliver/decided-record.ts';
import type { Handled } from '../../../../lambdas/deliver/handled.ts';
import type { Attempt } from '../../../../shared/delivery/delivery.ts';
import { latencyBucket } from '../../../../shared/statistics/latency-histogram.ts';
import { aSubscription } from '../../../fixtures/a-subscription.ts';

const storedBody = () => Promise.reject(new Error('Nothing is stored.'));
const message = { id: 'msg_1', accountId: 'demo', eventType: 'call.ended', body: '{}' };
const record = {
  sqsMessageId: 'one',
  receiptHandle: 'handle',
  body: '{}',
  receiveCount: 1,
  round: 1,
  sentAt: 0,
  message,
};

function decided(fields: Partial<DecidedAttempt> = {}): DecidedAttempt {
  const decision = { do: 'attempt', number: 1, round: 1, attemptsBeforeRound: 0 } as const;
  return {
    ...decision,
    record,
    message,
    subscription: aSubscription(),
    delivery: undefined,
    storedBody,
    ...fields,
  };
}

function attempt(fields: Partial<Attempt> = {}): Attempt {
  return {
    number: 1,
    round: 1,
    startedAt: 0,
    durationMs: 40,
    outcome: 'delivered',
    statusCode: 204,
    ...fields,
  };
}

function counted(...batch: readonly { decided: DecidedRecord; handled: Handled }[]) {
  return batchStatistics(batch.map((each) => ({ ...each, endedAt: 0 })));
}

test('attempts count by how they ended, retries besides', () => {
  const failed = attempt({ outcome: 'retryable', statusCode: 500, durationMs: 900 });
  assert.deepEqual(
    counted(
      { decided: decided(), handled: { next: 'acknowledge', attempt: attempt() } },
      { decided: decided({ number: 2 }), handled: { next: 'hide', until: 1, attempt: failed } },
      {
        decided: decided({ number: 3, attemptsBeforeRound: 2 }),
        handled: { next: 'acknowledge', attempt: attempt() },
      },
    ),
    {
      delivered: 2,
      failed: 1,
      retries: 1,
      exhausted: 0,
      latency: new Map([
        [latencyBucket(40), 2],
        [latencyBucket(900), 1],
      ]),
    },
  );
});

function latencyAfter(errorCode: NonNullable<Attempt['errorCode']>) {
  const { statusCode: _, ...unanswered } = attempt({ outcome: 'retryable', errorCode, durationMs: 15_000 });
  return counted({ decided: decided(), handled: { next: 'hide', until: 1, attempt: unanswered } })?.latency;
}

test('a timeout counts for the latency, and what never reached the endpoint does not', () => {
  assert.deepEqual(latencyAfter('timeout'), new Map([[latencyBucket(15_000), 1]]));
  for (const code of ['dns_failure', 'connection_refused', 'blocked_address'] as const)
    assert.deepEqual(latencyAfter(code), new Map());
});

test('a delivery that is given up counts once', () => {
  const last = {
    next: 'acknowledge',
    deadLettered: true,
    attempt: attempt({ outcome: 'retryable' }),
  } as const;
  assert.equal(counted({ decided: decided(), handled: last })?.exhausted, 1);
  const again: DecidedRecord = {
    record,
    message,
    subscription: aSubscription(),
    storedBody,
    do: 'dead-letter',
    reason: 'attempts_exhausted',
    round: 1,
    delivery: {
      accountId: 'demo',
      messageId: 'msg_1',
      subscriptionId: 'sub_1',
      eventType: 'call.ended',
      status: 'exhausted',
      round: 1,
      attempts: 1,
      attemptsBeforeRound: 0,
      firstAttemptAt: 0,
      lastAttemptAt: 0,
    },
  };
  assert.equal(counted({ decided: again, handled: { next: 'acknowledge', deadLettered: true } }), undefined);
});

test('a batch without an attempt writes nothing', () => {
  const hidden: DecidedRecord = { record, do: 'hide', until: 1 };
  assert.equal(counted({ decided: hidden, handled: { next: 'hide', until: 1 } }), undefined);
});
