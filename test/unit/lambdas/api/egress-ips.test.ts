import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiUnderTest } from './api-under-test.ts';

test('the addresses that attempts come from are listed for any key', async () => {
  const api = apiUnderTest({ egressIps: ['203.0.113.7', '203.0.113.8'] });
  const answer = await api.call('GET', '/v1/egress-ips', { key: await api.keyOf('acme', 'read') });
  assert.equal(answer.status, 200);
  assert.deepEqual(JSON.parse(answer.text), {
    data: ['203.0.113.7', '203.0.113.8'],
    next_cursor: null,
    static: true,
  });
});

test('where addresses change the list is empty and says so', async () => {
  const answer = await apiUnderTest({ egressIps: [] }).call('GET', '/v1/egress-ips');
  assert.deepEqual(JSON.parse(answer.text), { data: [], next_cursor: null, static: false });
});

test('rejects a request for them without a key', async () => {
  assert.equal((await apiUnderTest().call('GET', '/v1/egress-ips', { key: '' })).status, 401);
});
