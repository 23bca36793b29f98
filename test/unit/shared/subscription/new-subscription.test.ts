import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ProblemError } from '../../../../shared/problem/problem-error.ts';
import { newSubscription } from '../../../../shared/subscription/new-subscription.ts';

const given = {
  accountId: 'acme',
  id: 'sub_1',
  newSecret: (scheme: string) => `new ${scheme}`,
  now: 5,
  addressRules: 'public',
} as const;
const exponential = { max_attempts: 8, initial_seconds: 5, factor: 2.5, max_seconds: 3_600 };
const body = { url: 'https://example.com/in', events: ['call.ended'] };

function faultsOf(more: object): readonly string[] {
  try {
    newSubscription({ ...body, ...more }, given);
    return [];
  } catch (error) {
    assert.ok(error instanceof ProblemError && error.code === 'invalid_fields');
    return error.errors.map(({ field }) => field);
  }
}

test('null in a new subscription is the default', () => {
  const nulls = {
    filter: null,
    description: null,
    metadata: null,
    retry_policy: null,
    timeout_seconds: null,
    max_concurrency: null,
    rate_limit_per_second: null,
  };
  assert.deepEqual(newSubscription({ ...body, ...nulls }, given), newSubscription(body, given));
});

test('a field may reach its limits', () => {
  for (const more of [
    { retry_policy: { schedule_seconds: [] } },
    { retry_policy: { schedule_seconds: Array.from({ length: 20 }, () => 43_200) } },
    { retry_policy: { schedule_seconds: [1] } },
    { retry_policy: exponential },
    { retry_policy: { max_attempts: 1, initial_seconds: 1, factor: 1, max_seconds: 1 } },
    { retry_policy: { max_attempts: 21, initial_seconds: 43_200, factor: 10, max_seconds: 43_200 } },
    { rate_limit_per_second: 1 },
    { rate_limit_per_second: 1000 },
    { events: ['*', 'message.exhausted'] },
    { timeout_seconds: 1 },
    { timeout_seconds: 30 },
    { max_concurrency: 2 },
    { max_concurrency: 1000 },
    { description: 'x'.repeat(500) },
    {
      metadata: Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`k${index}`, 'x'.repeat(500)])),
    },
    { secret: `whsec_${Buffer.alloc(24).toString('base64')}` },
    { secret: `whsec_${Buffer.alloc(64).toString('base64')}` },
  ])
    assert.deepEqual(faultsOf(more), [], JSON.stringify(more).slice(0, 80));
});

test('rejects a field beyond its limits', () => {
  for (const [more, field] of [
    [{ retry_policy: { schedule_seconds: many(21) } }, 'retry_policy.schedule_seconds'],
    [{ retry_policy: { schedule_seconds: [0] } }, 'retry_policy.schedule_seconds[0]'],
    [{ retry_policy: { schedule_seconds: [1.5] } }, 'retry_policy.schedule_seconds[0]'],
    [{ retry_policy: {} }, 'retry_policy'],
    [{ retry_policy: [] }, 'retry_policy'],
    [{ retry_policy: 'never' }, 'retry_policy'],
    [{ retry_policy: { schedule_seconds: [], max_attempts: 3 } }, 'retry_policy'],
    [{ retry_policy: { ...exponential, schedule_seconds: [] } }, 'retry_policy'],
    [{ retry_policy: { schedule_seconds: [], jitter: 1 } }, 'retry_policy.jitter'],
    [{ retry_policy: { ...exponential, jitter: 1 } }, 'retry_policy.jitter'],
    [{ retry_policy: { ...exponential, max_attempts: 0 } }, 'retry_policy.max_attempts'],
    [{ retry_policy: { ...exponential, max_attempts: 22 } }, 'retry_policy.max_attempts'],
    [{ retry_policy: { ...exponential, max_attempts: 2.5 } }, 'retry_policy.max_attempts'],
    [{ retry_policy: { ...exponential, initial_seconds: 0 } }, 'retry_policy.initial_seconds'],
    [{ retry_policy: { ...exponential, initial_seconds: 43_201 } }, 'retry_policy.initial_seconds'],
    [{ retry_policy: { ...exponential, factor: 0.99 } }, 'retry_policy.factor'],
    [{ retry_policy: { ...exponential, factor: 10.01 } }, 'retry_policy.factor'],
    [{ retry_policy: { ...exponential, factor: '2' } }, 'retry_policy.factor'],
    [{ retry_policy: { ...exponential, max_seconds: 43_201 } }, 'retry_policy.max_seconds'],
    [{ retry_policy: { ...exponential, max_seconds: undefined } }, 'retry_policy.max_seconds'],
    [{ rate_limit_per_second: 0 }, 'rate_limit_per_second'],
    [{ rate_limit_per_second: 1001 }, 'rate_limit_per_second'],
    [{ rate_limit_per_second: 0.5 }, 'rate_limit_per_second'],
    [{ rate_limit_per_second: '5' }, 'rate_limit_per_second'],
    [{ timeout_seconds: 0 }, 'timeout_seconds'],
    [{ timeout_seconds: 31 }, 'timeout_seconds'],
    [{ timeout_seconds: '5' }, 'timeout_seconds'],
    [{ max_concurrency: 1 }, 'max_concurrency'],
    [{ max_concurrency: 1001 }, 'max_concurrency'],
    [{ description: 'x'.repeat(501) }, 'description'],
    [{ metadata: [] }, 'metadata'],
    [{ metadata: { a: 1 } }, 'metadata.a'],
    [{ metadata: { 'a b': 'x' } }, 'metadata["a b"]'],
    [{ metadata: Object.fromEntries(many(21).map((_, index) => [`k${index}`, 'x'])) }, 'metadata'],
    [{ metadata: JSON.parse('{"__proto__":"x"}') as object }, 'metadata.__proto__'],
    [{ filter: JSON.parse('{"__proto__":["x"]}') as object }, 'filter.__proto__'],
    [{ filter: { a: [{ wildcard: '*' }] } }, 'filter.a[0].wildcard'],
    [{ filter: { a: Array.from({ length: 500 }, (_, index) => `v${index}`) } }, 'filter'],
    [{ events: [] }, 'events'],
    [{ events: ['call.ended', 'call.ended'] }, 'events'],
    [{ events: ['sms.*'] }, 'events[0]'],
    [{ events: ['message.*'] }, 'events[0]'],
    [{ events: ['subscription.*'] }, 'events[0]'],
    [{ events: 'call.ended' }, 'events'],
    [{ url: 7 }, 'url'],
    [{ secret: `whsec_${Buffer.alloc(23).toString('base64')}` }, 'secret'],
    [{ secret: `whsec_${Buffer.alloc(65).toString('base64')}` }, 'secret'],
    [{ id: 'sub_2' }, 'id'],
    [{ status: 'active' }, 'status'],
  ] as const)
    assert.deepEqual(faultsOf(more), [field], JSON.stringify(more).slice(0, 80));
});

test('rejects a missing field without a value got', () => {
  assert.throws(
    () => newSubscription({ events: ['*'] }, given),
    (error: ProblemError) => error.errors[0]?.field === 'url' && !('got' in error.errors[0]),
  );
});

test('a retry policy is stored in the form in which it was given', () => {
  assert.deepEqual(newSubscription({ ...body, retry_policy: exponential }, given).retryPolicy, {
    maxAttempts: 8,
    initialSeconds: 5,
    factor: 2.5,
    maxSeconds: 3_600,
  });
});

test('rejects a retry policy of two forms with a sentence that names both', () => {
  assert.throws(
    () => newSubscription({ ...body, retry_policy: { schedule_seconds: [], factor: 2 } }, given),
    /retry_policy is "an object": an object with schedule_seconds, or one with max_attempts, initial_seconds, factor, max_seconds, not fields of both\./,
  );
});

function many(count: number): readonly number[] {
  return Array.from({ length: count }, () => 1);
}
