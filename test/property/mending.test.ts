import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { concludeAttempt } from '../../shared/delivery/conclude-attempt.ts';
import { decide, type Decision, type RecordFacts } from '../../shared/delivery/decide.ts';
import type { Delivery } from '../../shared/delivery/delivery.ts';
import type { Outcome } from '../../shared/delivery/outcome.ts';
import { aSubscription } from '../fixtures/a-subscription.ts';

const ALLOWED = 3;
const subscription = aSubscription({ retryPolicy: { scheduleSeconds: [5, 10] } });
const message = { id: 'msg_1', accountId: 'demo', eventType: 'call.ended', body: '{}' };
const response = { statusCode: 200, headers: {}, body: '', bodyTruncated: false };

/** What happens to one message: it comes, it is asked for again, a record is received, time passes. */
type Act =
  | { readonly act: 'copy' | 'resend' | 'redrive' | 'wait' }
  | { readonly act: 'replay'; readonly mode: 'all' | 'missing' }
  | { readonly act: 'repeat replay' }
  | { readonly act: 'receive'; readonly which: number; readonly ends: Outcome['kind'] | 'never' };

const acts: fc.Arbitrary<Act> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ act: fc.constantFrom('copy', 'resend', 'redrive', 'repeat replay') }) },
  {
    weight: 1,
    arbitrary: fc.record({ act: fc.constant('replay'), mode: fc.constantFrom('all', 'missing') }),
  },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('wait') }) },
  {
    weight: 8,
    arbitrary: fc.record({
      act: fc.constant('receive'),
      which: fc.nat(20),
      ends: fc.constantFrom('delivered', 'retryable', 'retryable', 'never'),
    }),
  },
) as fc.Arbitrary<Act>;

test('whatever is asked for by hand, numbers never skip, nothing is lost, and it comes to an end', () => {
  fc.assert(
    fc.property(fc.array(acts, { maxLength: 60 }), (happenings) => {
      const world = aWorld();
      for (const happening of happenings) {
        world.happen(happening);
        assertNothingLost(world);
      }
      // From now on only the queue's records are received, and every attempt fails.
      for (let turn = 0; world.queue.length > 0; turn++) {
        assert.ok(turn < 1_000, `${world.queue.length} records go on for ever`);
        world.happen({ act: 'wait' });
        world.happen({ act: 'receive', which: turn, ends: 'retryable' });
        assertNothingLost(world);
      }
      const begun = 1 + world.asked;
      assert.ok(
        world.numbers.length <= begun * ALLOWED,
        `${world.numbers.length} attempts in ${begun} rounds`,
      );
      assert.notEqual(world.row?.status, 'retrying');
    }),
    { numRuns: 500 },
  );
});

type World = ReturnType<typeof aWorld>;

/** A delivery that is not at its end has a record, and one that is given up can be redriven. */
function assertNothingLost({ row, queue, deadLetters, numbers }: World): void {
  numbers.forEach((number, index) => assert.equal(number, index + 1));
  if (row?.status === 'retrying') assert.ok(queue.length > 0, 'no record carries the schedule on');
  if (row?.status === 'exhausted') assert.ok(queue.length + deadLetters.length > 0, 'no dead letter is left');
}

function aWorld() {
  const clock = { now: 1_000_000, random: 0, claimMs: 90_000, inactiveHideMs: 60_000 };
  let ids = 0;
  let lastReplay: RecordFacts = { round: 1 };
  const world = {
    row: undefined as Delivery | undefined,
    queue: [{ round: 1 }] as RecordFacts[],
    deadLetters: [] as RecordFacts[],
    /** The numbers of all attempts that were begun. */
    numbers: [] as number[],
    /** How often a round or an attempt was asked for. */
    asked: 0,
    happen(happening: Act): void {
      switch (happening.act) {
        case 'copy':
          return void world.queue.push({ round: 1 });
        case 'resend':
          world.asked++;
          return void world.queue.push({ round: 1, resend: `r${String(ids++).padStart(4, '0')}` });
        case 'replay': {
          world.asked++;
          const jobId = `job_${String(ids++).padStart(4, '0')}`;
          lastReplay = { round: 1, replay: { jobId, mode: happening.mode, covers: true } };
          return void world.queue.push(lastReplay);
        }
        case 'repeat replay':
          return void world.queue.push(lastReplay);
        case 'redrive':
          world.asked++;
          return void world.queue.push(...world.deadLetters.splice(0));
        case 'wait':
          clock.now += 100_000;
          return undefined;
        case 'receive':
          return receive(happening.which, happening.ends);
      }
    },
  };

  function receive(which: number, ends: Outcome['kind'] | 'never'): void {
    const index = which % Math.max(1, world.queue.length);
    const record = world.queue[index];
    if (!record) return;
    const decision = decide(subscription, world.row, record, clock);
    if (decision.do === 'hide') return;
    const stays = decision.do === 'attempt' && attempt(decision, record, ends);
    if (!stays) world.queue.splice(index, 1);
    if (decision.do !== 'dead-letter') return;
    if (world.row?.status === 'retrying') world.row = { ...world.row, status: 'exhausted' };
    deadLetter(record, decision.round);
  }

  /** Whether the record stays in the queue. */
  function attempt(
    decision: Extract<Decision, { do: 'attempt' }>,
    record: RecordFacts,
    ends: Outcome['kind'] | 'never',
  ): boolean {
    world.numbers.push(decision.number);
    const outcome: Outcome =
      ends === 'delivered' ? { kind: 'delivered', response } : { kind: 'retryable', errorCode: 'timeout' };
    const times = { startedAt: clock.now, endedAt: clock.now, random: 0, requestHeaders: {} };
    const { delivery } = concludeAttempt({
      subscription,
      message,
      decision,
      before: world.row,
      outcome,
      ...times,
    });
    if (ends === 'never') {
      // The function died after it had claimed the number.
      const { nextAt: _, ...claimed } = delivery;
      const kept = decision.aside && world.row?.nextAt !== undefined ? { nextAt: world.row.nextAt } : {};
      world.row = { ...claimed, ...kept, status: 'retrying', claimedAt: clock.now };
      return true;
    }
    world.row = delivery;
    if (delivery.status === 'exhausted') deadLetter(record, delivery.round);
    return delivery.status === 'retrying' && decision.aside !== true;
  }

  function deadLetter({ replay }: RecordFacts, round: number): void {
    world.deadLetters.push({ round: round + 1, ...(replay && { replay }) });
  }

  return world;
}
