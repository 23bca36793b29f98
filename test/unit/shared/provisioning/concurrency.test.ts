import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concurrency } from '../../../../shared/provisioning/concurrency.ts';

test('requests in flight never pass the limit, and Lambda takes the numbers, for every limit', () => {
  for (let limit = 2; limit <= 1_000; limit++) {
    const { batchSize, maximumConcurrency } = concurrency(limit);
    assert.ok(batchSize * maximumConcurrency <= limit, `${limit}`);
    assert.ok(batchSize >= 1 && batchSize <= 10, `${limit}`);
    assert.ok(maximumConcurrency >= 2 && maximumConcurrency <= 1_000, `${limit}`);
  }
});

test('the default of 20 is two batches of ten', () => {
  assert.deepEqual(concurrency(20), { batchSize: 10, maximumConcurrency: 2 });
});

test('at least two thirds of a limit can be used', () => {
  for (let limit = 2; limit <= 1_000; limit++) {
    const { batchSize, maximumConcurrency } = concurrency(limit);
    assert.ok(batchSize * maximumConcurrency >= (limit * 2) / 3, `${limit}`);
  }
});
