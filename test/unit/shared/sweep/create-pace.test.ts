import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPace } from '../../../../shared/sweep/create-pace.ts';

test('calls are spaced out evenly, and time that was not used is not saved up', async () => {
  const clock = { now: 0 };
  const waitUntil = async (at: number) => void (clock.now = at);
  const pace = createPace({ perSecond: 4, now: () => clock.now, waitUntil });
  const at: number[] = [];
  for (const idle of [0, 0, 0, 2_000, 0]) {
    clock.now += idle;
    await pace();
    at.push(clock.now);
  }
  assert.deepEqual(at, [0, 250, 500, 2_500, 2_750]);
});
