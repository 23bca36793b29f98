import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitPayload } from '../../../../../local/lambda/mapping/split-payload.ts';

test('records that fit stay together', () => {
  const groups = splitPayload([
    { of: 1, text: '{"a":1}' },
    { of: 2, text: '{"a":2}' },
  ]);
  assert.deepEqual(groups, [{ of: [1, 2], payload: '{"Records":[{"a":1},{"a":2}]}' }]);
});

test('an event stays within 6 MB, and no record is lost or moved', () => {
  const text = JSON.stringify({ body: 'ü'.repeat(500_000) });
  const records = Array.from({ length: 10 }, (_, of) => ({ of, text }));
  const groups = splitPayload(records);
  assert.deepEqual(
    groups.map(({ of }) => of),
    [
      [0, 1, 2, 3, 4, 5],
      [6, 7, 8, 9],
    ],
  );
  for (const { payload, of } of groups) {
    assert.ok(Buffer.byteLength(payload) <= 6_291_456);
    assert.equal((JSON.parse(payload) as { Records: unknown[] }).Records.length, of.length);
  }
});

test('nothing makes no event', () => {
  assert.deepEqual(splitPayload([]), []);
});
