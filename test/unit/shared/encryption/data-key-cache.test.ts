import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDataKey } from '../../../../shared/encryption/data-key.ts';
import { createDataKeyCache } from '../../../../shared/encryption/data-key-cache.ts';

test('no more keys are held than allowed: the one fetched first goes', async () => {
  const unwrapped: string[] = [];
  const cache = createDataKeyCache({
    most: 2,
    now: () => 0,
    store: {
      read: async (accountId) => ({ id: accountId, wrapped: Buffer.of(0) }),
      unwrap: async (_accountId, { id }) => {
        unwrapped.push(id);
        return createDataKey(id, Buffer.alloc(32));
      },
      create: () => Promise.reject(new Error('every account has a key')),
    },
  });
  for (const account of ['a', 'b', 'c', 'b', 'c', 'a', 'c', 'b']) await cache.recent(account);
  assert.deepEqual(unwrapped, ['a', 'b', 'c', 'a', 'b']);
});
