import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createStopwatch } from '../../../demo/stopwatch.ts';

test('the summary gives each step in order and a total that includes what lies between', async () => {
  let now = 1000;
  const stopwatch = createStopwatch(() => now);
  const result = await stopwatch.time('synth', async () => {
    now += 1840;
    return 'done';
  });
  now += 300;
  await stopwatch.time('boot', async () => {
    now += 420;
  });
  assert.equal(result, 'done');
  assert.equal(stopwatch.summary(), 'ready in 2.6 s: synth 1.8 s, boot 0.4 s');
});

test('a step that fails is passed on and not counted', async () => {
  const stopwatch = createStopwatch(() => 0);
  await assert.rejects(
    stopwatch.time('boot', () => Promise.reject(new Error('no'))),
    /no/,
  );
  assert.equal(stopwatch.summary(), 'ready in 0.0 s: ');
});
