import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createDeliverWorld, type Step } from './deliver-world.ts';

const SCHEDULE = [5, 10, 20];
const COPIES = 3;
/** When each attempt of the schedule is due after the one before. */
const DUE_MS = [0, 6_000, 12_000, 24_000];

/** What befalls one message: copies, early wake-ups, endpoints, a rate limit, crashes and an AWS that refuses calls. */
const step: fc.Arbitrary<Step> = fc.record({
  advanceMs: fc.constantFrom(0, 1_000, 6_000, 30_000, 100_000),
  copies: fc.uniqueArray(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 3 }),
  outcome: fc.constantFrom('delivered', 'failed', 'failed', 'crash', 'slow'),
  slotInMs: fc.constantFrom(0, 0, 20_000),
  refuses: fc.constantFrom(
    undefined,
    undefined,
    undefined,
    'PutItem',
    'UpdateItem',
    'BatchWriteItem',
    'PutEvents',
    'SendMessage',
  ),
  answers: fc.constantFrom(undefined, undefined, 'delivered', 'failed'),
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
      let delivered = false;
      for (const each of steps) {
        await story.take(each);
        const status = await story.status();
        assert.ok(!delivered || status === 'delivered', `what was delivered is ${status}`);
        delivered = status === 'delivered';
      }
      await story.drain();
      assertSound(await story.outcome());
    }),
    { numRuns: 60, examples: [[claimedAndDeferred], [givenUpInSilence]] },
  );
});

test('a success that comes after another copy has gone on is its next attempt', async (t) => {
  const world = await createDeliverWorld(t, SCHEDULE);
  const each = { advanceMs: 0, refuses: undefined } as const;
  for (const failures of [1, 2, 3, 4]) {
    const story = world.newMessage();
    await story.take({ ...each, copies: [0], outcome: 'slow' });
    for (let failure = 0; failure < failures; failure++)
      await story.take({ ...each, advanceMs: DUE_MS[failure] ?? 0, copies: [1], outcome: 'failed' });
    await story.take({ ...each, advanceMs: 1_000, copies: [], outcome: 'failed', answers: 'delivered' });
    await story.drain();
    const ended = await story.outcome();
    assertSound(ended);
    assert.deepEqual(
      [ended.status, ended.attempts.map(({ outcome }) => outcome)],
      ['delivered', [...Array.from({ length: failures }, () => 'retryable'), 'delivered']],
    );
  }
});

test('a message that is given up is announced and then a dead letter, each once, whichever of the two fails', async (t) => {
  const world = await createDeliverWorld(t, []);
  for (const refuses of [undefined, 'PutEvents', 'SendMessage']) {
    const story = world.newMessage();
    const each = { copies: [0], outcome: 'failed' } as const;
    await story.take({ ...each, advanceMs: 0, refuses });
    await story.take({ ...each, advanceMs: 100_000, refuses });
    await story.take({ ...each, advanceMs: 100_000, refuses: undefined });
    const { deadLetters, announced, sent } = await story.outcome();
    assert.deepEqual([deadLetters, sent], [1, 1], refuses);
    assert.equal(new Set(announced.map(({ key }) => key)).size, 1, 'told again it is the same message');
    for (const { attempts, statusCode } of announced) assert.deepEqual([attempts, statusCode], [1, 500]);
  }
});

type Ended = Awaited<
  ReturnType<ReturnType<Awaited<ReturnType<typeof createDeliverWorld>>['newMessage']>['outcome']>
>;

function assertSound({ attempts, status, counted, sent, deadLetters, announced }: Ended): void {
  const numbers = attempts.map(({ number }) => number);
  assert.deepEqual(
    numbers,
    numbers.map((_, index) => index + 1),
  );
  assert.equal(counted, numbers.length, 'the row counts what is on record');
  const scheduled = attempts.filter(({ outcome }) => outcome !== 'delivered');
  assert.ok(scheduled.length <= SCHEDULE.length + 1, `${scheduled.length} attempts`);
  assert.ok(sent >= attempts.filter(({ errorCode }) => errorCode !== 'interrupted').length);
  assert.ok(status !== 'retrying', 'it comes to an end');
  assert.equal(status === 'delivered', attempts.at(-1)?.outcome === 'delivered');
  assert.ok(status !== 'exhausted' || deadLetters > 0, 'what is given up is kept');
  assert.ok(deadLetters <= COPIES, `${deadLetters} dead letters of ${COPIES} copies`);
  assert.ok(new Set(announced.map(({ key }) => key)).size <= 1);
  assert.ok(announced.length >= Math.min(1, deadLetters), 'no dead letter is kept secret');
}
