import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { after, test } from 'node:test';
import { fetchToken } from '../../../../shared/authentication/fetch-token.ts';
import { blockedAddresses } from '../../../../shared/endpoint/blocked-addresses.ts';
import { createGuardedAgents, type GuardedAgents } from '../../../../shared/endpoint/guarded-agents.ts';
import { startEndpoint } from '../../../fixtures/endpoint-server.ts';
import { selfSigned } from '../../../fixtures/self-signed.ts';

const NOW = 1_000_000;
const agents = createGuardedAgents();
after(() => {
  agents.http.destroy();
  agents.https.destroy();
});

const client = { type: 'oauth2', tokenUrl: '', clientId: 'id', clientSecret: 'secret' } as const;

test('a token is asked for by a form, with the client authenticated by basic, and used until a minute before its end', async () => {
  const server = await startEndpoint(
    json(200, { access_token: 't1', token_type: 'Bearer', expires_in: 3600 }),
  );
  const asked = {
    ...client,
    tokenUrl: server.url,
    clientId: 'my id',
    clientSecret: 'a:b/c~d',
    scope: 'read write',
  };
  const fetched = await fetchToken({ agents, secureOnly: false, now: () => NOW }, asked, 5_000);
  await server.close();
  const [request] = server.requests;
  assert.deepEqual(fetched, { value: 't1', useUntil: NOW + 3540 * 1_000 });
  assert.equal(request?.body, 'grant_type=client_credentials&scope=read+write');
  assert.equal(request.headers['content-type'], 'application/x-www-form-urlencoded');
  const [, credentials = ''] = String(request.headers['authorization']).split('Basic ');
  assert.equal(Buffer.from(credentials, 'base64').toString(), 'my%20id:a%3Ab%2Fc~d');
});

test('a token comes over TLS, which trusts no certificate but those of known authorities', async () => {
  const server = await startEndpoint(json(200, { access_token: 't1' }), { tls: true });
  const trusting = createGuardedAgents();
  trusting.https.options.ca = selfSigned.cert;
  const fetched = await fetchOf(server.url, { agents: trusting });
  const refused = await fetchOf(server.url);
  trusting.https.destroy();
  await server.close();
  assert.deepEqual(fetched, { value: 't1', useUntil: NOW + 240 * 1_000 });
  assert.deepEqual(refused, {
    errorCode: 'token_failed',
    detail: 'the token server gave no answer (tls_failure)',
  });
});

for (const [what, expiresIn, seconds] of [
  ['an hour', 3600, 3540],
  ['100 s', 100, 80],
  ['a number written as text', '3600', 3540],
  ['none given', undefined, 240],
  ['no time at all', 0, 0],
  ['a negative time', -5, 0],
  ['no number', 'soon', 0],
] as const)
  test(`of a lifetime of ${what} a token is used for ${seconds} s`, async () => {
    const fetched = await fetchFrom(json(200, { access_token: 't', expires_in: expiresIn }));
    assert.deepEqual(fetched, { value: 't', useUntil: NOW + seconds * 1_000 });
  });

for (const [what, answer, detail] of [
  ['refuses the client', json(401, { error: 'invalid_client' }), 'answered 401 (invalid_client)'],
  ['answers 500', json(500, 'oops'), 'answered 500'],
  ['answers 201', json(201, { access_token: 't' }), 'answered 201'],
  ['puts text into its error', json(400, { error: 'the secret s3cr3t' }), 'answered 400'],
  [
    'redirects',
    (_request, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
    'answered 302',
  ],
  [
    'answers no JSON',
    (_request, response) => response.end('<html>'),
    'answered 200 with a body that is no JSON object',
  ],
  ['gives no token', json(200, { token: 't' }), 'answered 200 without an access_token of visible ASCII'],
  [
    'gives a token with a line end',
    json(200, { access_token: 'a\r\nx-evil: 1' }),
    'answered 200 without an access_token of visible ASCII',
  ],
  [
    'gives a token of another type',
    json(200, { access_token: 't', token_type: 'mac' }),
    'answered with a token_type other than Bearer',
  ],
  [
    'answers with more than 16 KiB',
    json(200, { access_token: 'x'.repeat(20_000) }),
    'answered 200 with a body that is larger than 16 KiB or broke off',
  ],
  ['closes the connection', (request) => request.socket.destroy(), 'gave no answer (connection_reset)'],
] as const satisfies readonly (readonly [string, RequestListener, string])[])
  test(`fails with a reason and without secrets when the token server ${what}`, async () => {
    assert.deepEqual(await fetchFrom(answer), {
      errorCode: 'token_failed',
      detail: `the token server ${detail}`,
    });
  });

test('fails within the timeout when the token server never answers, or drips its body', async () => {
  const silent = await fetchFrom(() => undefined, { timeoutMs: 50 });
  assert.deepEqual(silent, {
    errorCode: 'token_failed',
    detail: 'the token server gave no answer (timeout)',
  });
  const startedAt = performance.now();
  const dripping = await fetchFrom(
    (_request, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write(' '), 10);
      response.on('close', () => clearInterval(drip));
    },
    { timeoutMs: 100 },
  );
  assert.ok('detail' in dripping && dripping.detail.endsWith('broke off'), JSON.stringify(dripping));
  assert.ok(performance.now() - startedAt < 1_000);
});

test('fails with blocked_address when the token server is not public, without connecting', async () => {
  const server = await startEndpoint(json(200, { access_token: 't' }));
  const guarded = createGuardedAgents(blockedAddresses);
  const fetched = await fetchOf(server.url, { agents: guarded });
  await server.close();
  assert.ok('errorCode' in fetched && fetched.errorCode === 'blocked_address');
  assert.equal(server.connections(), 0);
});

test('fails with insecure_url where only https is allowed', async () => {
  const fetched = await fetchOf('http://login.example.com/token', { secureOnly: true });
  assert.ok('errorCode' in fetched && fetched.errorCode === 'insecure_url');
});

type Options = {
  readonly agents?: GuardedAgents;
  readonly secureOnly?: boolean;
  readonly timeoutMs?: number;
};

async function fetchFrom(answer: RequestListener, options: Options = {}) {
  const server = await startEndpoint(answer);
  const fetched = await fetchOf(server.url, options);
  await server.close();
  return fetched;
}

function fetchOf(tokenUrl: string, options: Options = {}) {
  const { timeoutMs = 5_000, ...connection } = options;
  const call = { agents, secureOnly: false, now: () => NOW, ...connection };
  return fetchToken(call, { ...client, tokenUrl }, timeoutMs);
}

function json(status: number, body: unknown): RequestListener {
  return (_request, response) => response.writeHead(status).end(JSON.stringify(body));
}
