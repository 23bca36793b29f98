import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { joinCalls } from '../../../../shared/storage/join-calls.ts';

function aCall(failsOn?: string) {
  const calls: string[] = [];
  const ask = joinCalls(async (asked: readonly string[]) => {
    calls.push(asked.join(' '));
    await setImmediate();
    if (failsOn !== undefined && asked.includes(failsOn)) throw new Error(`${failsOn} cannot be had`);
    return asked.length;
  });
  return { calls, ask };
}

test('what is asked for at the same moment is one call, whose answer all get', async () => {
  const { calls, ask } = aCall();
  const late = Promise.resolve().then(() => ask('three'));
  assert.deepEqual(await Promise.all([ask('one'), ask('two'), late]), [3, 3, 3]);
  assert.deepEqual(calls, ['one two three']);
});

test('what is asked for while a call is under way is a call of its own', async () => {
  const { calls, ask } = aCall();
  const first = ask('one');
  await setImmediate();
  assert.deepEqual(await Promise.all([first, ask('two')]), [1, 1]);
  assert.deepEqual(calls, ['one', 'two']);
});

test('nobody fails over what another asked for', async () => {
  const { calls, ask } = aCall('two');
  const [one, two, three] = await Promise.allSettled(['one', 'two', 'three'].map(ask));
  assert.equal(one?.status, 'fulfilled');
  assert.equal(three?.status, 'fulfilled');
  assert.match(String(two?.status === 'rejected' && two.reason), /two cannot be had/);
  assert.deepEqual(calls, ['one two three', 'one', 'two', 'three']);
});

test('fails once where nobody else had asked', async () => {
  const { calls, ask } = aCall('one');
  await assert.rejects(ask('one'), /one cannot be had/);
  assert.deepEqual(calls, ['one']);
});
