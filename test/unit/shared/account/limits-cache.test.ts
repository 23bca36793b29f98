import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultLimits } from '../../../../shared/account/default-limits.ts';
import { createLimitsCache } from '../../../../shared/account/limits-cache.ts';

test('limits are read once in ten seconds, and changed ones hold after that', async () => {
  let [now, reads, limits] = [0, 0, defaultLimits];
  const get = async (id: string) => {
    reads++;
    return id === 'acme' ? { id, limits, createdAt: 0, updatedAt: 0 } : undefined;
  };
  const limitsOf = createLimitsCache({ accounts: { get }, now: () => now });
  assert.deepEqual(await limitsOf('acme'), defaultLimits);
  limits = { ...defaultLimits, requestsPerSecond: 7 };
  now = 9_999;
  assert.deepEqual([await limitsOf('acme'), reads], [defaultLimits, 1]);
  now = 10_000;
  assert.deepEqual([await limitsOf('acme'), reads], [limits, 2]);
  assert.equal(await limitsOf('nobody'), undefined);
});
