import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiUnderTest } from './api-under-test.ts';

test('a preview answers in time: messages whose turn comes too late are not tried, and say so', async () => {
  let tried = 0;
  const api = apiUnderTest({
    trying: {
      attemptTest: () => Promise.reject(new Error('No attempt is made here.')),
      matches: () => Promise.resolve(true),
      transform: () => {
        tried += 1;
        api.clock.now += 4_000;
        return Promise.resolve({ failed: 'timeout', detail: 'slow', message: 'slow' });
      },
    },
  });
  const { status, body } = await api.call('POST', '/v1/subscriptions/preview', {
    key: await api.keyOf('acme'),
    body: { transform: 'data' },
  });
  assert.equal(status, 200);
  assert.equal(tried, 4);
  assert.deepEqual(body.data.map(({ error }) => error).slice(3, 5), [
    { code: 'timeout', detail: 'slow' },
    { code: 'timeout', detail: 'not tried: the messages before this one took 15 s' },
  ]);
});
