import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { eventually } from '../e2e/support/eventually.ts';
import { startTokenServer } from '../e2e/support/token-server.ts';
import { ACCOUNT, startWorld, type World } from './runbook-world.ts';

/** Found anywhere in a log, it is a leak; each place has its own, so that the leak is named. */
const secret = (place: string) => `MARK-${place}-MARK`;
const LEAK = /MARK-([a-z-]+)-MARK|whsec_[\w+/=]{8,}|whk_\w{8,}|v1,[\w+/=]{20,}/g;
const SIGNING_SECRET = `whsec_${Buffer.from(secret('signing-secret').padEnd(32, '.')).toString('base64')}`;

const AUTHENTICATIONS: readonly object[] = [
  { type: 'none' },
  { type: 'api_key', header: 'x-api-key', value: secret('api-key') },
  { type: 'basic', username: secret('user'), password: secret('password') },
  { type: 'bearer', token: secret('bearer') },
];
/** The status that the endpoint answers with: of success, failure, a redirect, and the end. */
const STATUSES = [200, 500, 302, 410];

let world: World;
let endpoint: Server;
let url: string;

before(async () => {
  world = await startWorld();
  endpoint = createServer((request, response) => {
    const status = Number(request.headers['x-status']);
    response.writeHead(status, {
      'x-answer': secret('response-header'),
      location: `http://127.0.0.1:1/${secret('location')}`,
    });
    response.end(secret('response-body'));
    request.resume();
  });
  await once(endpoint.listen(0, '127.0.0.1'), 'listening');
  url = `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/${secret('path')}?key=${secret('query')}`;
});
after(async () => {
  await world.stop();
  endpoint.closeAllConnections();
  endpoint.close();
});

test('deliveries that succeed and fail leave one wide line for each attempt, and nothing confidential', async () => {
  const { traces } = world.stack;
  const cases = AUTHENTICATIONS.flatMap((authentication) =>
    STATUSES.map((status) => ({ authentication, status })),
  );
  await Promise.all(cases.map((each) => subscribe(each)));
  await emit('call.ended');
  const attempts = await eventually('every attempt has its line', async () => {
    const lines = traces.lines.filter((line) => line.includes('"event":"attempt"'));
    // One each that succeeds or ends, two each that is tried again.
    return lines.length >= AUTHENTICATIONS.length * 6 && lines;
  });
  const facts = [
    'account_id',
    'subscription_id',
    'message_id',
    'event_type',
    'outcome',
    'duration_ms',
    'url_host',
  ];
  for (const line of attempts) for (const fact of facts) assert.ok(line.includes(`"${fact}":`), line);
  assert.deepEqual(leaks(), []);
});

test('a token server that refuses, and one that nobody hears, leave nothing confidential', async (t) => {
  const { traces } = world.stack;
  const refusing = await startTokenServer(() => ({ status: 401, body: { error: secret('token-error') } }));
  t.after(() => refusing.stop());
  const silent = `http://127.0.0.1:1/${secret('token-path')}?key=${secret('token-query')}`;
  const oauth2 = (token_url: string) => ({
    type: 'oauth2',
    token_url,
    client_id: secret('client-id'),
    client_secret: secret('client-secret'),
  });
  for (const token_url of [refusing.url, silent])
    await subscribe({ authentication: oauth2(token_url), status: 200 }, 'call.started');
  await emit('call.started');
  await eventually('both attempts have their line', async () => {
    return traces.lines.filter((line) => line.includes('"token_failed"')).length >= 2;
  });
  assert.ok(refusing.calls.length > 0);
  assert.deepEqual(leaks(), []);
});

for (const operation of ['BatchGetItem', 'PutItem', 'UpdateItem', 'BatchWriteItem', 'GetItem'])
  test(`an outage of ${operation} is logged with its error, and nothing confidential`, async (t) => {
    const { traces } = world.stack;
    await subscribe({ authentication: { type: 'none' }, status: 500 }, 'call.failed');
    await subscribe({ authentication: { type: 'none' }, status: 200 }, 'call.failed');
    const since = traces.lines.length;
    world.outage(operation);
    t.after(() => world.outage(undefined));
    await emit('call.failed');
    await world.api('POST', '/v1/subscriptions', { ...fields({ status: 200 }), events: ['call.ended'] });
    await eventually('the error is in the log', async () =>
      traces.lines.slice(since).some((line) => line.includes('The service is down.')),
    );
    assert.deepEqual(leaks(), []);
  });

test('requests that the API refuses leave nothing confidential', async () => {
  const { api, stack } = world;
  const since = stack.traces.lines.length;
  const answers = await Promise.all([
    api('POST', '/v1/subscriptions', {
      ...fields({ status: 200 }),
      events: [secret('events')],
      timeout_seconds: 0,
    }),
    api('PATCH', `/v1/subscriptions/sub_${'0'.repeat(32)}`, { secret: secret('own-secret') }),
    api('GET', `/v1/subscriptions?limit=${secret('api-query')}`),
    stack.admin.with(`whk_${secret('wrong-key')}`)('GET', '/v1/me'),
  ]);
  assert.deepEqual(
    answers.map(({ status }) => Math.floor(status / 100)),
    [4, 4, 4, 4],
  );
  await eventually('each request has its line', async () => {
    return stack.traces.lines.slice(since).filter((line) => line.includes('"status":4')).length >= 4;
  });
  assert.deepEqual(leaks(), []);
});

type Case = { readonly authentication?: object; readonly status: number };

function fields({ authentication, status }: Case) {
  return {
    url,
    headers: { 'x-status': String(status), 'x-custom': secret('custom-header') },
    retry_policy: { schedule_seconds: [1] },
    secret: SIGNING_SECRET,
    ...(authentication && { authentication }),
  };
}

function subscribe(tried: Case, event = 'call.ended'): Promise<string> {
  return world.subscribe({ ...fields(tried), events: [event] });
}

async function emit(type: string): Promise<void> {
  await world.emit(type, { account_id: ACCOUNT, data: { text: secret('payload') } });
}

/** What every function has written so far and should not have. */
function leaks(): readonly string[] {
  return world.stack.traces.lines.flatMap((line) =>
    [...line.matchAll(LEAK)].map(([found]) => `${found} in ${line}`),
  );
}
