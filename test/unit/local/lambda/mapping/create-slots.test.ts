import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSlots } from '../../../../../local/lambda/mapping/create-slots.ts';

// Rules of AWS that are held here:
// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html

const never = new AbortController().signal;

/** How many places can be taken without waiting. */
async function fill(slots: ReturnType<typeof createSlots>): Promise<number> {
  for (let taken = 0; ; taken++) {
    const isFree = await Promise.race([
      slots.free(never).then(() => true),
      new Promise((r) => setImmediate(r, false)),
    ]);
    if (!isFree) return taken;
    slots.take();
  }
}

test('five batches may run at first', async () => {
  assert.equal(await fill(createSlots(() => 0, undefined)), 5);
});

test('maximum concurrency lowers the beginning and bounds the growth', async () => {
  let now = 0;
  const slots = createSlots(() => now, 2);
  assert.equal(await fill(slots), 2);
  for (; now < 10_000; now += 1000) slots.noteFullBatch();
  assert.equal(await fill(slots), 0);
});

test('full batches while every place is taken add five places a second', async () => {
  let now = 0;
  const slots = createSlots(() => now, undefined);
  await fill(slots);
  let grown = 0;
  for (; now < 1000; now += 10) {
    slots.noteFullBatch();
    grown += await fill(slots);
  }
  assert.equal(grown, 5);
});

test('a batch that was held back halves the places, never below two', async () => {
  const slots = createSlots(() => 0, undefined);
  const taken = await fill(slots);
  for (let index = 0; index < taken; index++) slots.giveBack('held back');
  assert.equal(await fill(slots), 2);
});

test('waiting for a place ends when one is given back, and when the signal says stop', async () => {
  const slots = createSlots(() => 0, 2);
  await fill(slots);
  const place = slots.free(never);
  slots.giveBack('served');
  await place;
  slots.take();
  const stop = new AbortController();
  const stopped = slots.free(stop.signal);
  stop.abort();
  await stopped;
});
