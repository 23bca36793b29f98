import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeBatch } from '../../../../../local/lambda/mapping/judge-batch.ts';

// Rules of AWS that are held here:
// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html

const ids = ['a', 'b'];
const item = (itemIdentifier: unknown) => ({ itemIdentifier });

for (const answer of [null, {}, { batchItemFailures: [] }, { batchItemFailures: null }])
  test(`${JSON.stringify(answer)} is a complete success`, () => {
    assert.equal(judgeBatch({ payload: JSON.stringify(answer) }, ids, true).outcome, 'success');
  });

for (const answer of [
  'ok',
  true,
  [],
  { batchItemFailure: [] },
  { batchItemFailures: {} },
  { batchItemFailures: 'a' },
  { batchItemFailures: ['a'] },
  { batchItemFailures: [null] },
  { batchItemFailures: [{ messageId: 'a' }] },
  { batchItemFailures: [item('')] },
  { batchItemFailures: [item(null)] },
  { batchItemFailures: [item('a'), item('c')] },
])
  test(`${JSON.stringify(answer)} is a complete failure`, () => {
    assert.equal(judgeBatch({ payload: JSON.stringify(answer) }, ids, true).outcome, 'failure');
  });

test('listed items fail, the others are done', () => {
  const payload = JSON.stringify({ batchItemFailures: [item('b'), item('b')] });
  assert.deepEqual(judgeBatch({ payload }, ids, true), { outcome: 'partial', failed: new Set(['b']) });
});

test('without item reporting every answer is a success and every error a failure', () => {
  const payload = JSON.stringify({ batchItemFailures: [item('a')] });
  assert.equal(judgeBatch({ payload }, ids, false).outcome, 'success');
  for (const reports of [true, false])
    assert.equal(judgeBatch({ payload: '{}', functionError: 'Unhandled' }, ids, reports).outcome, 'failure');
});
