import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import type { Outcome } from '../../../../shared/delivery/outcome.ts';
import { attemptDelivery } from '../../../../shared/endpoint/attempt-delivery.ts';
import { createGuardedAgents } from '../../../../shared/endpoint/guarded-agents.ts';
import { type EndpointServer, startEndpoint } from '../../../fixtures/endpoint-server.ts';

const agents = createGuardedAgents();
after(() => {
  agents.http.destroy();
  agents.https.destroy();
});

test('any 2xx delivers', async () => {
  for (const status of [200, 201, 204, 299]) {
    const outcome = await attempt((_request, response) => response.writeHead(status).end());
    assert.equal(outcome.kind, 'delivered');
  }
});

test('headers and body arrive as they were given', async () => {
  const server = await startEndpoint((_request, response) => response.end());
  await send(server, { body: '{"n":1.10,"t":"Grüße"}', headers: { 'webhook-id': 'msg_1' } });
  await server.close();
  const [request] = server.requests;
  assert.equal(request?.body, '{"n":1.10,"t":"Grüße"}');
  assert.equal(request.headers['webhook-id'], 'msg_1');
  assert.equal(request.headers['content-length'], String(Buffer.byteLength(request.body)));
});

test('410 is permanent', async () => {
  const outcome = await attempt((_request, response) => response.writeHead(410).end());
  assert.deepEqual([outcome.kind, 'errorCode' in outcome && outcome.errorCode], ['permanent', 'gone']);
});

test('a redirect fails and is not followed', async () => {
  const target = await startEndpoint((_request, response) => response.end());
  const outcome = await attempt((_request, response) =>
    response.writeHead(307, { location: target.url }).end(),
  );
  await target.close();
  assert.deepEqual([outcome.kind, errorOf(outcome)], ['retryable', 'redirect']);
  assert.equal(target.connections(), 0);
});

for (const status of [400, 401, 404, 500, 502])
  test(`${status} is retryable`, async () => {
    const outcome = await attempt((_request, response) => response.writeHead(status).end('no'));
    assert.deepEqual([outcome.kind, errorOf(outcome)], ['retryable', 'http_status']);
    assert.deepEqual([outcome.response?.statusCode, outcome.response?.body], [status, 'no']);
  });

for (const status of [429, 503])
  test(`Retry-After of a ${status} is kept`, async () => {
    const outcome = await attempt((_request, response) =>
      response.writeHead(status, { 'retry-after': '7' }).end(),
    );
    assert.equal(outcome.kind === 'retryable' && outcome.retryAfterMs, 7_000);
  });

test('Retry-After of a 500 says nothing', async () => {
  const outcome = await attempt((_request, response) =>
    response.writeHead(500, { 'retry-after': '7' }).end(),
  );
  assert.equal(outcome.kind === 'retryable' && outcome.retryAfterMs, undefined);
});

test('an endpoint that never answers times out', async () => {
  const outcome = await attempt(() => undefined, { timeoutMs: 50 });
  assert.deepEqual([outcome.kind, errorOf(outcome)], ['retryable', 'timeout']);
});

test('an endpoint that switches protocols unasked has not delivered, and holds nobody up', async () => {
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () =>
      socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n'),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const outcome = await attemptUrl(`http://127.0.0.1:${port}/`);
  server.close();
  assert.deepEqual([outcome.kind, errorOf(outcome)], ['retryable', 'http_status']);
  assert.equal(outcome.response?.statusCode, 101);
});

test('headers that drip in past the timeout are a timeout', async () => {
  const server = createTcpServer((socket) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    const drip = setInterval(() => socket.write('x-drip: 1\r\n'), 10);
    socket.on('close', () => clearInterval(drip)).on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const outcome = await attemptUrl(`http://127.0.0.1:${port}/`, { timeoutMs: 80 });
  server.close();
  assert.equal(errorOf(outcome), 'timeout');
});

test('a 2xx whose body never ends delivers within a second more', async () => {
  const outcome = await attempt((_request, response) => response.writeHead(200).write('begun'));
  assert.deepEqual([outcome.kind, outcome.response?.body], ['delivered', 'begun']);
  assert.equal(outcome.response?.bodyTruncated, true);
});

test('a 2xx whose body is still coming at the deadline delivers', async () => {
  const outcome = await attempt((_request, response) => response.writeHead(200).write('begun'), {
    timeoutMs: 300,
  });
  assert.deepEqual([outcome.kind, outcome.response?.body], ['delivered', 'begun']);
});

test('the body of a response is kept to 16 KiB', async () => {
  const outcome = await attempt((_request, response) => response.writeHead(500).end('x'.repeat(1_000_000)));
  assert.equal(outcome.response?.body.length, 16 * 1024);
  assert.equal(outcome.response?.bodyTruncated, true);
});

test('a connection that is refused is an outcome', async () => {
  const server = await startEndpoint((_request, response) => response.end());
  await server.close();
  assert.equal(errorOf(await send(server)), 'connection_refused');
});

test('a name that does not resolve is an outcome', async () => {
  assert.equal(errorOf(await attemptUrl('http://nowhere.invalid/')), 'dns_failure');
});

test('an answer that is not HTTP is an outcome', async () => {
  const server = createTcpServer((socket) => socket.end('SSH-2.0-OpenSSH\r\n'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  assert.equal(errorOf(await attemptUrl(`http://127.0.0.1:${port}/`)), 'invalid_response');
  server.close();
});

test('a certificate that nobody trusts is an outcome', async () => {
  const server = await startEndpoint((_request, response) => response.end(), { tls: true });
  assert.equal(errorOf(await send(server)), 'tls_failure');
  await server.close();
});

test('connections are kept alive and used again', async () => {
  const server = await startEndpoint((_request, response) => response.end('ok'));
  for (let sent = 0; sent < 3; sent++) await send(server);
  await server.close();
  assert.deepEqual([server.requests.length, server.connections()], [3, 1]);
});

test('kept-alive connections that the endpoint closed while idle are no failure', async () => {
  const server = createTcpServer((socket) => {
    let requests = 0;
    socket
      .on('error', () => undefined)
      .on('data', () => {
        if (++requests > 1) socket.destroy();
        else socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/`;
  const atOnce = await Promise.all([attemptUrl(url), attemptUrl(url), attemptUrl(url)]);
  assert.deepEqual(new Set(atOnce.map(({ kind }) => kind)), new Set(['delivered']));
  assert.equal((await attemptUrl(url)).kind, 'delivered');
  server.close();
});

test('http is refused where only https is allowed', async () => {
  const server = await startEndpoint((_request, response) => response.end());
  const outcome = await attemptDelivery({ agents, secureOnly: true, now: Date.now }, request(server.url));
  await server.close();
  assert.deepEqual([errorOf(outcome), server.connections()], ['insecure_url', 0]);
});

async function attempt(answer: RequestListener, options: { timeoutMs?: number } = {}): Promise<Outcome> {
  const server = await startEndpoint(answer);
  const outcome = await send(server, options);
  await server.close();
  return outcome;
}

function send(server: EndpointServer, options: Partial<ReturnType<typeof request>> = {}): Promise<Outcome> {
  return attemptUrl(server.url, options);
}

function attemptUrl(url: string, options: Partial<ReturnType<typeof request>> = {}): Promise<Outcome> {
  return attemptDelivery({ agents, secureOnly: false, now: Date.now }, { ...request(url), ...options });
}

function request(url: string) {
  return { url, headers: {} as Record<string, string>, body: '{}', timeoutMs: 5_000 };
}

function errorOf(outcome: Outcome): string | undefined {
  return outcome.kind === 'delivered' ? undefined : outcome.errorCode;
}
