import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import { verifyEd25519 } from '../fixtures/verify-ed25519.ts';
import { type Api, createAccount, expectStatus } from './support/api.ts';
import { connection } from './support/connection.ts';
import { eventually } from './support/eventually.ts';
import { putEvents } from './support/put-events.ts';
import { type Received, type ReceiverAnswer, startReceiver, verify } from './support/receiver.ts';
import { createSubscription } from './support/subscription.ts';
import { startTokenServer } from './support/token-server.ts';

let api: Api;
let accountId: string;
let count = 0;

before(async () => {
  ({ api, accountId } = await createAccount());
});
after(async () => {
  const { data } = await expectStatus(200, api<{ data: { id: string }[] }>('GET', '/v1/subscriptions'));
  await Promise.all(data.map(({ id }) => api('DELETE', `/v1/subscriptions/${id}`)));
});

test('an ed25519 subscription is verified by the keys that anybody may fetch, until it is gone', async (t) => {
  const { id, emit } = await subscribed(t, { signature: 'ed25519' });
  verifyEd25519(await fetchKeys(id), ...signed(await emit()));
  await expectStatus(200, api('POST', `/v1/subscriptions/${id}/rotate-secret`));
  const keys = await fetchKeys(id);
  assert.equal(keys.length, 2);
  const [headers, body] = signed(await emit());
  for (const key of keys) verifyEd25519([key], headers, body);
  await expectStatus(202, api('DELETE', `/v1/subscriptions/${id}`));
  await eventually('the keys of the deleted subscription are gone', async () => {
    return (await fetch(keysUrl(id))).status === 404;
  });
});

test('during a rotation the old and the new secret both verify, and after it the new one alone', async (t) => {
  const { id, secret: old, emit } = await subscribed(t, {});
  const rotate = (fields: object) =>
    expectStatus(200, api<{ secret: string }>('POST', `/v1/subscriptions/${id}/rotate-secret`, fields));
  const { secret: next } = await rotate({ overlap_seconds: 600 });
  const during = await emit();
  verify(old, during);
  verify(next, during);
  const { secret: last } = await rotate({ overlap_seconds: 0 });
  const afterwards = await emit();
  verify(last, afterwards);
  assert.throws(() => verify(next, afterwards));
  assert.throws(() => verify(old, afterwards));
});

test('credentials and headers arrive with the request, and no answer of the API shows the credential', async (t) => {
  const { id, emit } = await subscribed(t, {
    authentication: { type: 'basic', username: 'hooks', password: 's3cr3t' },
    headers: { 'X-Team': 'blue' },
  });
  const { headers } = await emit();
  const credentials = Buffer.from('hooks:s3cr3t').toString('base64');
  assert.deepEqual([headers.authorization, headers['x-team']], [`Basic ${credentials}`, 'blue']);
  const shown = await expectStatus(200, api('GET', `/v1/subscriptions/${id}`));
  assert.deepEqual(shown['authentication'], { type: 'basic', username: 'hooks' });
  await expectStatus(
    200,
    api('PATCH', `/v1/subscriptions/${id}`, {
      authentication: { type: 'api_key', header: 'X-Key', value: 'an0ther' },
    }),
  );
  const changed = await emit();
  assert.deepEqual([changed.headers.authorization, changed.headers['x-key']], [undefined, 'an0ther']);
});

test('an OAuth2 token is fetched once, and renewed within the attempt that it is refused in', async (t) => {
  const tokenServer = await startTokenServer();
  t.after(() => tokenServer.stop());
  const refused = new Set<string>();
  const { emit, received } = await subscribed(
    t,
    { authentication: oauth2(tokenServer.url) },
    ({ headers }) => ({ status: refused.has(headers.authorization ?? '') ? 401 : 204 }),
  );
  assert.equal((await emit()).headers.authorization, 'Bearer token-1');
  assert.equal((await emit()).headers.authorization, 'Bearer token-1');
  assert.deepEqual(tokenServer.calls, [
    {
      form: { grant_type: 'client_credentials', scope: 'events' },
      authorization: `Basic ${Buffer.from('client:s3cr3t').toString('base64')}`,
    },
  ]);
  refused.add('Bearer token-1');
  await emit(2);
  const [first, second] = received.slice(-2);
  assert.deepEqual(
    [first, second].map((each) => each?.headers.authorization),
    ['Bearer token-1', 'Bearer token-2'],
  );
  assert.equal(first?.headers['webhook-attempt'], second?.headers['webhook-attempt']);
});

test('a token server that refuses is on record as the reason, and nothing reaches the endpoint', async (t) => {
  const tokenServer = await startTokenServer(() => ({ status: 401, body: { error: 'invalid_client' } }));
  t.after(() => tokenServer.stop());
  const { id, received, put } = await subscribed(t, { authentication: oauth2(tokenServer.url) });
  await put();
  const delivery = await eventually('the failed attempt is on record', async () => {
    const { body } = await api<{ data: { message_id: string }[] }>(
      'GET',
      `/v1/subscriptions/${id}/deliveries`,
    );
    return body.data[0];
  });
  const { attempts } = await expectStatus(
    200,
    api<{ attempts: Record<string, unknown>[] }>(
      'GET',
      `/v1/subscriptions/${id}/deliveries/${delivery.message_id}`,
    ),
  );
  assert.deepEqual(
    ['error_code', 'error_detail', 'request_headers'].map((name) => attempts[0]?.[name]),
    ['token_failed', 'the token server answered 401 (invalid_client)', null],
  );
  assert.equal(received.length, 0);
});

/** A subscription to a receiver of its own; `emit` puts an event and gives the last request that came for it. */
async function subscribed(
  t: TestContext,
  fields: object,
  answer: (request: Received) => ReceiverAnswer = () => ({ status: 204 }),
) {
  const type = ['call.started', 'call.ended', 'agent.error', 'call.failed', 'workflow.error'][count++] ?? '';
  const receiver = await startReceiver(answer);
  t.after(() => receiver.stop());
  const { id, secret } = await createSubscription(api, { url: receiver.url, events: [type], ...fields });
  const put = () => putEvents([{ type, detail: { account_id: accountId, data: { n: 1 } } }]);
  async function emit(requests = 1): Promise<Received> {
    const wanted = receiver.received.length + requests;
    await put();
    const last = (await receiver.waitFor(wanted)).at(-1);
    assert.ok(last);
    return last;
  }
  return { id, secret, put, emit, received: receiver.received };
}

function oauth2(tokenUrl: string) {
  return {
    type: 'oauth2',
    token_url: tokenUrl,
    client_id: 'client',
    client_secret: 's3cr3t',
    scope: 'events',
  };
}

function signed({ headers, body }: Received): [Received['headers'], string] {
  return [headers, body];
}

function keysUrl(id: string): URL {
  return new URL(`/.well-known/webhook-keys/${id}`, connection.api_url);
}

async function fetchKeys(id: string): Promise<readonly string[]> {
  const response = await fetch(keysUrl(id));
  assert.equal(response.status, 200);
  const { keys } = (await response.json()) as { keys: { public_key: string }[] };
  return keys.map(({ public_key: publicKey }) => publicKey);
}
