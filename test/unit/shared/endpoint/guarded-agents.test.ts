import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attemptDelivery } from '../../../../shared/endpoint/attempt-delivery.ts';
import { blockedAddresses } from '../../../../shared/endpoint/blocked-addresses.ts';
import { createGuardedAgents } from '../../../../shared/endpoint/guarded-agents.ts';
import { startEndpoint } from '../../../fixtures/endpoint-server.ts';

const HOSTS = [
  '127.0.0.1',
  '127.1',
  '2130706433',
  '0x7f.1',
  '0177.0.0.1',
  '0.0.0.0',
  'localhost',
  '[::1]',
  '[::]',
  '[::ffff:127.0.0.1]',
];

for (const tls of [false, true])
  for (const host of HOSTS)
    test(`no connection is opened to ${tls ? 'https' : 'http'}://${host}`, async () => {
      const server = await startEndpoint((_request, response) => response.end(), { tls, host: '::' });
      const agents = createGuardedAgents(blockedAddresses);
      const outcome = await attemptDelivery(
        { agents, secureOnly: false, now: Date.now },
        {
          url: `${tls ? 'https' : 'http'}://${host}:${server.port}/hook`,
          headers: {},
          body: '{}',
          timeoutMs: 2_000,
        },
      );
      await server.close();
      assert.deepEqual(
        [outcome.kind, outcome.kind === 'retryable' && outcome.errorCode, server.connections()],
        ['retryable', 'blocked_address', 0],
      );
    });

test('the servers that see no connection are reachable without the guard', async () => {
  const server = await startEndpoint((_request, response) => response.end(), { host: '::' });
  const agents = createGuardedAgents();
  for (const host of ['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]']) {
    const url = `http://${host}:${server.port}/hook`;
    const request = { url, headers: {}, body: '{}', timeoutMs: 2_000 };
    const outcome = await attemptDelivery({ agents, secureOnly: false, now: Date.now }, request);
    assert.equal(outcome.kind, 'delivered', host);
  }
  agents.http.destroy();
  await server.close();
});
