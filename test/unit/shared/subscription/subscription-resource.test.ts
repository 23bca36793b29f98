import assert from 'node:assert/strict';
import { test } from 'node:test';
import { subscriptionToResource } from '../../../../shared/subscription/subscription-resource.ts';
import type { Subscription } from '../../../../shared/subscription/subscription.ts';
import { aSubscription } from '../../../fixtures/a-subscription.ts';

const NOW = Date.UTC(2026, 0, 15, 10, 30);
const soon = NOW + 60_000;

const shown = (fields: Partial<Subscription>) => subscriptionToResource(aSubscription(fields), NOW);

test('an endpoint that is well has no failures and a closed breaker', () => {
  const { health, disable_at, paused_at, disabled_at, rate_limit_per_second } = shown({});
  assert.deepEqual(health, { failing_since: null, failures_in_row: 0, breaker: 'closed', open_until: null });
  assert.deepEqual([disable_at, paused_at, disabled_at, rate_limit_per_second], [null, null, null, null]);
});

test('the breaker is open until its time, and half open from then on', () => {
  const failing = { failingSince: NOW - 5_000, failuresInRow: 12 };
  assert.deepEqual(shown({ ...failing, breakerOpenUntil: soon }).health, {
    failing_since: '2026-01-15T10:29:55.000Z',
    failures_in_row: 12,
    breaker: 'open',
    open_until: '2026-01-15T10:31:00.000Z',
  });
  const { breaker, open_until } = shown({ ...failing, breakerOpenUntil: NOW }).health;
  assert.deepEqual([breaker, open_until], ['half_open', null]);
});

test('the end that the failure rule threatens is shown while the subscription is active', () => {
  assert.equal(shown({ disableAt: soon }).disable_at, '2026-01-15T10:31:00.000Z');
  assert.equal(shown({ disableAt: soon, status: 'disabled', disabledAt: NOW }).disable_at, null);
});

test('limits and the times of pausing and disabling are shown', () => {
  assert.equal(shown({ rateLimitPerSecond: 5 }).rate_limit_per_second, 5);
  assert.equal(shown({ pausedAt: NOW }).paused_at, '2026-01-15T10:30:00.000Z');
  assert.equal(shown({ disabledAt: NOW }).disabled_at, '2026-01-15T10:30:00.000Z');
});

test('a retry policy is shown in the form in which it was given', () => {
  assert.deepEqual(shown({}).retry_policy, { schedule_seconds: [5, 300] });
  const exponential = { maxAttempts: 5, initialSeconds: 2, factor: 1.5, maxSeconds: 60 };
  assert.deepEqual(shown({ retryPolicy: exponential }).retry_policy, {
    max_attempts: 5,
    initial_seconds: 2,
    factor: 1.5,
    max_seconds: 60,
  });
});
