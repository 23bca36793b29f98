import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createDeliverWorld, type Step } from './deliver-world.ts';

const SCHEDULE = [5, 10, 20];
const COPIES = 3;

/** What befalls one message: copies, early wake-ups, endpoints, a rate limit, crashes and an AWS that refuses writes. */
const step: fc.Arbitrary<Step> = fc.record({
  advanceMs: fc.constantFrom(0, 1_000, 6_000, 30_000, 100_000),
  copies: fc.uniqueArray(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 3 }),
  outcome: fc.constantFrom('delivered', 'failed', 'failed', 'crash'),
  slotInMs: fc.constantFrom(0, 0, 20_000),
  refuses: fc.constantFrom(undefined, undefined, 'PutItem', 'UpdateItem', 'BatchWriteItem', 'PutEvents'),
});

/** What a function that died has claimed meets a slot that is far off. */
const claimedAndDeferred: Step[] = [
  { advanceMs: 0, copies: [0], outcome: 'failed', slotInMs: 0, refuses: undefined },
  { advanceMs: 6_000, copies: [0], outcome: 'crash', slotInMs: 0, refuses: undefined },
  { advanceMs: 100_000, copies: [0], outcome: 'failed', slotInMs: 20_000, refuses: undefined },
];

/** A bus that takes no announcement when the message is given up, and again not when it comes back. */
const givenUpInSilence: Step[] = [0, 6_000, 30_000, 30_000, 30_000, 30_000].map((advanceMs, index) => ({
  advanceMs,
  copies: [0],
  outcome: 'failed',
  slotInMs: 0,
  refuses: index < SCHEDULE.length ? undefined : 'PutEvents',
}));

test('recorded attempt numbers never skip, repeat or pass the policy, whatever happens', async (t) => {
  const world = await createDeliverWorld(t, SCHEDULE);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 10 }), async (steps) => {
      const story = world.newMessage();
      for (const each of steps) await story.take(each);
      await story.drain();
      const { attempts, status, sent, deadLetters } = await story.outcome();
      assert.deepEqual(
        attempts.map(({ number }) => number),
        attempts.map((_, index) => index + 1),
      );
      assert.ok(attempts.length <= SCHEDULE.length + 1, `${attempts.length} attempts`);
      assert.ok(sent >= attempts.filter(({ errorCode }) => errorCode !== 'interrupted').length);
      assert.ok(deadLetters <= COPIES, `${deadLetters} dead letters of ${COPIES} copies`);
      assert.equal(status === 'exhausted', deadLetters > 0, `${status} with ${deadLetters} dead letters`);
    }),
    { numRuns: 40, examples: [[claimedAndDeferred], [givenUpInSilence]] },
  );
});
