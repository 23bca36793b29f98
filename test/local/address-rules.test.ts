import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { eventually } from '../e2e/support/eventually.ts';
import { startEndpoint } from '../fixtures/endpoint-server.ts';
import { createAwsClients } from './aws-clients.ts';
import { setEnvironment } from './set-environment.ts';
import { startSynthesizedStack } from './synthesized-stack.ts';

test('with the deployed rules no address that is not public can be named', async (t) => {
  const { api } = await startAccount(t, ['api', 'deliver']);
  for (const url of [
    'http://example.com/',
    'https://localhost/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://169.254.169.254/',
  ]) {
    const { status, body } = await api('POST', '/v1/subscriptions', { url, events: ['*'] });
    assert.equal(status, 422, JSON.stringify(body));
    assert.match(JSON.stringify(body), /"field":"url"/);
  }
  const token = { token_url: 'https://10.0.0.1/token', client_id: 'id', client_secret: 'secret' };
  const authentication = { type: 'oauth2', ...token };
  const { status, body } = await api('POST', '/v1/subscriptions', {
    url: 'https://example.com/',
    events: ['*'],
    authentication,
  });
  assert.equal(status, 422, JSON.stringify(body));
  assert.match(JSON.stringify(body), /token_url/);
});

test('a name that resolves to loopback is blocked at the dial, on record, and retried by its policy', async (t) => {
  // Only deliver has the deployed rules: the name passes, as one that is resolved anew would.
  const { api, emit } = await startAccount(t, ['deliver']);
  const listening = await startEndpoint((_request, response) => response.end(), { tls: true, host: '::' });
  t.after(() => listening.close());
  const { body } = await api('POST', '/v1/subscriptions', {
    url: `https://localhost:${listening.port}/`,
    events: ['call.ended'],
    retry_policy: { schedule_seconds: [1] },
  });
  await emit();
  const delivery = await eventually('the delivery is exhausted', async () => {
    const { body: list } = await api('GET', `/v1/subscriptions/${String(body['id'])}/deliveries`);
    const [first] = list['data'] as { status: string; error_code: string; attempt_count: number }[];
    return first?.status === 'exhausted' && first;
  });
  assert.deepEqual([delivery.error_code, delivery.attempt_count], ['blocked_address', 2]);
  assert.equal(listening.connections(), 0);
});

/** A stack some of whose functions have the deployed address rules, and an account in it. */
async function startAccount(t: TestContext, strict: readonly string[]) {
  const stack = await startSynthesizedStack({
    edit: (template) => {
      for (const verb of strict)
        setEnvironment(template, `webhooks-test-${verb}`, { ADDRESS_RULES: 'public' });
    },
  });
  t.after(() => stack.stop());
  const aws = createAwsClients(stack);
  t.after(() => aws.destroy());
  await stack.admin('POST', '/v1/accounts', { id: 'strict' });
  const { body } = await stack.admin('POST', '/v1/accounts/strict/keys', { role: 'manage' });
  const entry = {
    EventBusName: stack.outputs['EventBusName'],
    Source: 'freyavoice.calls',
    DetailType: 'call.ended',
    Detail: JSON.stringify({ account_id: 'strict', data: {} }),
  };
  return {
    api: stack.admin.with(String(body['key'])),
    emit: () => aws.events.send(new PutEventsCommand({ Entries: [entry] })),
  };
}
