import assert from 'node:assert/strict';
import { test } from 'node:test';
import { advanceWalk } from '../../../../shared/sweep/advance-walk.ts';
import type { Cursor } from '../../../../shared/sweep/cursor-store.ts';
import type { Walk } from '../../../../shared/sweep/walk.ts';

/** A walk over pages of numbers, each step of which has a position, and what it has visited. */
function walkOver(pages: readonly (readonly number[])[], fails: (step: number) => boolean = () => false) {
  const visited: number[] = [];
  const cursors = new Map<string, Cursor>();
  const clock = { now: 10_000 };
  let stepsLeft = Infinity;
  const walk: Walk = {
    name: 'numbers',
    async page(after) {
      if (after === 'lost') throw Object.assign(new Error('no such token'), { name: 'ValidationException' });
      const all = pages.flat();
      const start = after === undefined ? 0 : all.indexOf(Number(after)) + 1;
      const page = pages.find((each) => each.includes(all[start] ?? NaN)) ?? [];
      const steps = all.slice(start, all.indexOf(page.at(-1) ?? NaN) + 1);
      const last = steps.at(-1);
      return {
        steps: steps.map((step) => ({
          subject: String(step),
          position: String(step),
          visit: async () => {
            if (fails(step)) throw new Error(`step ${step}`);
            visited.push(step);
          },
        })),
        ...(last !== undefined && last !== all.at(-1) && { next: String(last) }),
      };
    },
  };
  const tick = (steps = Infinity) => {
    stepsLeft = steps;
    return advanceWalk(
      {
        cursors: {
          get: async (name) => cursors.get(name),
          put: async (name, cursor) => void cursors.set(name, cursor),
        },
        now: () => clock.now,
        intervalMs: 1_000,
        hasTime: () => stepsLeft-- > 0,
      },
      walk,
    );
  };
  return { visited, cursors, clock, tick };
}

test('each tick takes a page, and the next goes on after it', async () => {
  const { visited, tick } = walkOver([[1, 2], [3, 4], [5]]);
  await tick();
  assert.deepEqual(visited, [1, 2]);
  await tick();
  await tick();
  assert.deepEqual(visited, [1, 2, 3, 4, 5]);
});

test('a finished round rests until its interval is over, counted from its beginning', async () => {
  const { visited, clock, tick } = walkOver([[1]]);
  await tick();
  clock.now += 999;
  await tick();
  assert.deepEqual(visited, [1]);
  clock.now += 1;
  await tick();
  assert.deepEqual(visited, [1, 1]);
});

test('a page that is cut short goes on at the step where it was cut', async () => {
  const { visited, tick } = walkOver([[1, 2, 3], [4]]);
  await tick(3);
  assert.deepEqual(visited, [1, 2]);
  await tick();
  assert.deepEqual(visited, [1, 2, 3]);
});

test('a round that had no time for its first step does not rest', async () => {
  const { visited, tick } = walkOver([[1]]);
  await tick(1);
  assert.deepEqual(visited, []);
  await tick();
  assert.deepEqual(visited, [1]);
});

test('a step that fails is counted and holds up no other', async () => {
  const { visited, tick } = walkOver([[1, 2, 3]], (step) => step === 2);
  const { steps, failed } = await tick();
  assert.deepEqual([steps, failed, visited], [3, 1, [1, 3]]);
});

test('a position that means nothing any more begins the round again', async () => {
  const { visited, cursors, tick } = walkOver([[1, 2]]);
  cursors.set('numbers', { after: 'lost', startedAt: 10_000 });
  await tick();
  assert.deepEqual(visited, [1, 2]);
});
