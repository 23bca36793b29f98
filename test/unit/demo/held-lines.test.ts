import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heldLines } from '../../../demo/held-lines.ts';

test('lines wait until they are released, once and in their order, and then come at once', () => {
  const printed: string[] = [];
  const lines = heldLines((text) => printed.push(text));
  lines.print('first');
  lines.print('second');
  assert.deepEqual(printed, []);
  lines.release();
  lines.release();
  lines.print('third');
  assert.deepEqual(printed, ['first', 'second', 'third']);
});
