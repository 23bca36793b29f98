import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureRule, nextFailureVerdictAt } from '../../../../shared/health/failure-rule.ts';
import { judgeSubscription } from '../../../../shared/health/judge-subscription.ts';
import { aSubscription } from '../../../fixtures/a-subscription.ts';

const HOUR = 3_600_000;
const durations = { disableAfterMs: 120 * HOUR };
const failing = { failingSince: 0, failuresInRow: 20 };

test('an endpoint is warned of at half time, once, and disabled at the end', () => {
  assert.equal(failureRule(failing, 60 * HOUR - 1, durations), 'fine');
  assert.equal(failureRule(failing, 60 * HOUR, durations), 'warn');
  assert.equal(failureRule({ ...failing, warnedAt: 60 * HOUR }, 119 * HOUR, durations), 'fine');
  assert.equal(failureRule({ ...failing, warnedAt: 60 * HOUR }, 120 * HOUR, durations), 'disable');
});

test('an endpoint that nobody could be warned about is disabled all the same', () => {
  assert.equal(failureRule(failing, 120 * HOUR, durations), 'disable');
});

test('fewer than twenty failures disable nobody, however long it is', () => {
  assert.equal(failureRule({ failingSince: 0, failuresInRow: 19 }, 1_000 * HOUR, durations), 'fine');
});

test('an endpoint that is well is fine', () => {
  assert.equal(failureRule({}, 1_000 * HOUR, durations), 'fine');
  assert.equal(nextFailureVerdictAt({}, durations), undefined);
});

test('the rule is looked at again at half time and at the end', () => {
  assert.equal(nextFailureVerdictAt(failing, durations), 60 * HOUR);
  assert.equal(nextFailureVerdictAt({ ...failing, warnedAt: 1 }, durations), 120 * HOUR);
});

test('a warning and an end are announced in the same write', () => {
  const subscription = aSubscription({ ...failing, disableAt: 120 * HOUR, generation: 4 });
  const warned = judgeSubscription(subscription, 60 * HOUR, durations);
  assert.equal(warned?.warnedAt, 60 * HOUR);
  assert.deepEqual(
    warned?.announcements?.map(({ type, idempotencyKey }) => [type, idempotencyKey]),
    [['subscription.failing', `${subscription.id}:5:subscription.failing`]],
  );
  const ended = judgeSubscription(subscription, 120 * HOUR, durations);
  assert.deepEqual([ended?.status, ended?.statusReason], ['disabled', 'failing']);
  assert.equal(ended?.announcements?.[0]?.type, 'subscription.disabled');
});

test('a subscription that is not active is not judged', () => {
  const subscription = aSubscription({ ...failing, status: 'paused' });
  assert.equal(judgeSubscription(subscription, 1_000 * HOUR, durations), undefined);
});
