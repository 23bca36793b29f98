import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createArrivals } from '../../../demo/arrivals.ts';

const never = new AbortController().signal;

test('waiting ends with nothing missing once the last has arrived', async () => {
  const arrivals = createArrivals();
  arrivals.note('b');
  const waiting = arrivals.waitFor(['a', 'b', 'c'], never);
  arrivals.note('a');
  arrivals.note('a');
  arrivals.note('c');
  assert.deepEqual(await waiting, []);
});

test('what has already arrived is not waited for', async () => {
  const arrivals = createArrivals();
  arrivals.note('a');
  assert.deepEqual(await arrivals.waitFor(['a'], never), []);
  assert.deepEqual(await arrivals.waitFor([], never), []);
});

test('an abort ends the waiting with what is missing', async () => {
  const arrivals = createArrivals();
  const controller = new AbortController();
  const waiting = arrivals.waitFor(['a', 'b', 'c'], controller.signal);
  arrivals.note('b');
  controller.abort();
  assert.deepEqual(await waiting, ['a', 'c']);
  assert.deepEqual(await arrivals.waitFor(['a'], controller.signal), ['a']);
});
