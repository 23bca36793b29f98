import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { after, afterEach, beforeEach, test } from 'node:test';
import { attemptWithToken } from '../../../../shared/authentication/attempt-with-token.ts';
import type { OAuth2 } from '../../../../shared/authentication/authentication.ts';
import { fetchToken } from '../../../../shared/authentication/fetch-token.ts';
import { createTokenCache } from '../../../../shared/authentication/token-cache.ts';
import { type AttemptRequest, attemptDelivery } from '../../../../shared/endpoint/attempt-delivery.ts';
import { createGuardedAgents } from '../../../../shared/endpoint/guarded-agents.ts';
import { type EndpointServer, startEndpoint } from '../../../fixtures/endpoint-server.ts';

const agents = createGuardedAgents();
const clock = { now: 0 };
const connection = { agents, secureOnly: false, now: () => clock.now };

let tokenServer: EndpointServer;
let endpoint: EndpointServer;
let answerToken: RequestListener;
let answer: RequestListener;
let send: (
  more?: Partial<AttemptRequest>,
  client?: Partial<OAuth2>,
  subscriptionId?: string,
) => ReturnType<typeof attemptWithToken>;

beforeEach(async () => {
  answerToken = countingTokens();
  answer = (_request, response) => response.writeHead(204).end();
  tokenServer = await startEndpoint((request, response) => answerToken(request, response));
  endpoint = await startEndpoint((request, response) => answer(request, response));
  const tokens = createTokenCache({
    fetchToken: (client, timeoutMs) => fetchToken(connection, client, timeoutMs),
    now: () => clock.now,
  });
  send = (more = {}, client = {}, subscriptionId = 'sub_1') =>
    attemptWithToken(
      { attempt, tokens },
      { url: endpoint.url, headers: { 'webhook-id': 'msg_1' }, body: '{}', timeoutMs: 5_000, ...more },
      {
        subscriptionId,
        client: { type: 'oauth2', tokenUrl: tokenServer.url, clientId: 'id', clientSecret: 's', ...client },
      },
    );
});
afterEach(() => Promise.all([tokenServer.close(), endpoint.close()]));
after(() => agents.http.destroy());

test('a token is fetched once and goes with every request until shortly before it expires', async () => {
  clock.now = 0;
  for (let sent = 0; sent < 3; sent++) assert.equal((await send()).kind, 'delivered');
  clock.now = 79_999;
  await send();
  assert.equal(tokenServer.requests.length, 1);
  clock.now = 80_000;
  await send();
  assert.equal(tokenServer.requests.length, 2);
  assert.deepEqual(authorizations(), [1, 1, 1, 1, 2].map(bearer));
  assert.equal(endpoint.requests[0]?.headers['webhook-id'], 'msg_1');
});

test('attempts at the same moment share one fetch', async () => {
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => send()));
  assert.ok(outcomes.every(({ kind }) => kind === 'delivered'));
  assert.equal(tokenServer.requests.length, 1);
});

test('subscriptions share no token, and a changed credential is another token', async () => {
  await send();
  await send({}, {}, 'sub_2');
  await send({}, { clientSecret: 'changed' });
  await send({}, { scope: 'more' });
  assert.deepEqual(authorizations(), [1, 2, 3, 4].map(bearer));
});

test('a kept token that is answered with 401 is fetched anew and tried once more, in one attempt', async () => {
  await send();
  answer = (request, response) =>
    response.writeHead(request.headers.authorization === bearer(1) ? 401 : 204).end();
  assert.equal((await send()).kind, 'delivered');
  assert.deepEqual(authorizations(), [1, 1, 2].map(bearer));
});

test('attempts at the same moment renew a refused token once', async () => {
  await send();
  answer = (request, response) =>
    response.writeHead(request.headers.authorization === bearer(1) ? 401 : 204).end();
  const outcomes = await Promise.all(Array.from({ length: 5 }, () => send()));
  assert.ok(outcomes.every(({ kind }) => kind === 'delivered'));
  assert.equal(tokenServer.requests.length, 2);
});

test('an endpoint that refuses every token gets no third request, and a fresh token no second', async () => {
  answer = (_request, response) => response.writeHead(401).end('no');
  const first = await send();
  assert.deepEqual([first.kind, first.response?.statusCode], ['retryable', 401]);
  assert.deepEqual([endpoint.requests.length, tokenServer.requests.length], [1, 1]);
  answer = (_request, response) => response.writeHead(204).end();
  await send();
  answer = (_request, response) => response.writeHead(401).end('no');
  await send();
  assert.deepEqual([endpoint.requests.length, tokenServer.requests.length], [4, 3]);
});

test('a token server that gives the refused token again causes no second request', async () => {
  answerToken = (_request, response) => response.end('{"access_token":"same","expires_in":3600}');
  await send();
  answer = (_request, response) => response.writeHead(401).end();
  assert.equal((await send()).response?.statusCode, 401);
  assert.equal(endpoint.requests.length, 2);
});

test('without a token nothing is sent, the attempt can be retried, and the next one asks again', async () => {
  answerToken = (_request, response) => response.writeHead(401).end('{"error":"invalid_client"}');
  assert.deepEqual(await send(), {
    kind: 'retryable',
    errorCode: 'token_failed',
    errorDetail: 'the token server answered 401 (invalid_client)',
  });
  assert.equal(endpoint.connections(), 0);
  answerToken = countingTokens();
  assert.equal((await send()).kind, 'delivered');
});

test('a renewal that fails is the outcome, with the 401 that caused it', async () => {
  await send();
  answer = (_request, response) => response.writeHead(401).end('stale');
  answerToken = (_request, response) => response.writeHead(503).end();
  const outcome = await send();
  assert.equal(outcome.kind === 'retryable' && outcome.errorCode, 'token_failed');
  assert.deepEqual([outcome.response?.statusCode, outcome.response?.body], [401, 'stale']);
});

test('token and request share one timeout', async () => {
  answer = () => undefined;
  answerToken = (_request, response) => setTimeout(() => response.end('{"access_token":"late"}'), 150);
  const startedAt = performance.now();
  const outcome = await send({ timeoutMs: 250 });
  const took = performance.now() - startedAt;
  assert.equal(outcome.kind === 'retryable' && outcome.errorCode, 'timeout');
  assert.ok(took < 390, `two timeouts would be 400 ms; it took ${took} ms`);
});

function attempt(request: AttemptRequest) {
  return attemptDelivery(connection, request);
}

function authorizations() {
  return endpoint.requests.map(({ headers }) => headers.authorization);
}

function bearer(count: number): string {
  return `Bearer token-${count}`;
}

function countingTokens(): RequestListener {
  let count = 0;
  return (_request, response) =>
    response.end(JSON.stringify({ access_token: `token-${++count}`, token_type: 'bearer', expires_in: 100 }));
}
