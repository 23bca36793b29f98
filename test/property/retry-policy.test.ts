import { test } from 'node:test';
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { attemptsAllowed, nextAttemptAt } from '../../shared/retry/next-attempt.ts';
import { newSubscription } from '../../shared/subscription/new-subscription.ts';

const delay = fc.integer({ min: 1, max: 43_200 });
const policy = fc.oneof(
  fc.record({ schedule_seconds: fc.array(delay, { maxLength: 20 }) }),
  fc.record({
    max_attempts: fc.integer({ min: 1, max: 21 }),
    initial_seconds: delay,
    factor: fc.oneof(fc.constantFrom(1, 1.5, 2, 10), fc.double({ min: 1, max: 10, noNaN: true })),
    max_seconds: delay,
  }),
);
const given = {
  accountId: 'acme',
  id: 'sub_1',
  newSecret: () => 'whsec_x',
  now: 0,
  addressRules: 'public',
} as const;
const TWELVE_DAYS_MS = 12 * 24 * 60 * 60 * 1_000;

test('every policy that is accepted ends within 12 days, whatever the jitter, and never retries at once', () => {
  fc.assert(
    fc.property(policy, fc.double({ min: 0, max: 1, noNaN: true }), (retry_policy, random) => {
      const body = { url: 'https://example.com/in', events: ['call.ended'], retry_policy };
      const { retryPolicy } = newSubscription(body, given);
      let endedAt = 0;
      for (let attemptInRound = 1; ; attemptInRound++) {
        const next = nextAttemptAt(retryPolicy, { attemptInRound, endedAt, random });
        if (next === undefined) {
          assert.equal(attemptInRound, attemptsAllowed(retryPolicy));
          break;
        }
        assert.ok(next - endedAt >= 1_000);
        endedAt = next;
      }
      assert.ok(endedAt <= TWELVE_DAYS_MS, `${endedAt} ms`);
    }),
  );
});
