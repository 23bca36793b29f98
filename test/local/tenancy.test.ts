import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ListTablesCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Route } from '../../lambdas/api/route.ts';
import { routes } from '../../lambdas/api/routes.ts';
import { eventually } from '../e2e/support/eventually.ts';
import { type Receiver, startReceiver } from '../e2e/support/receiver.ts';
import type { Api } from './api.ts';
import { type AwsClients, createAwsClients } from './aws-clients.ts';
import { startSynthesizedStack, type SynthesizedStack } from './synthesized-stack.ts';

/** A text in all that the victim has, so that an answer that shows any of it is found out. */
const MARKER = 'victims-own';

type Victim = {
  readonly subscriptionId: string;
  readonly messageId: string;
  readonly jobId: string;
  readonly keyId: string;
  readonly api: Api;
};

let stack: SynthesizedStack;
let aws: AwsClients;
let receiver: Receiver;
let victim: Victim;
let intruder: { readonly key: string; readonly api: Api; readonly subscriptionId: string };

before(async () => {
  stack = await startSynthesizedStack();
  aws = createAwsClients(stack);
  receiver = await startReceiver();
  victim = await makeVictim();
  const { key, api } = await makeAccount('intruder');
  intruder = { key, api, subscriptionId: await subscribe(api, 'intruder') };
});

after(async () => {
  aws.destroy();
  await receiver.stop();
  await stack.stop();
});

/** What a route needs in its body so that nothing but the account can be in the way. */
const BODIES: Readonly<Record<string, () => object>> = {
  'PATCH /v1/subscriptions/{id}': () => ({ description: 'taken over' }),
  'POST /v1/subscriptions/{id}/test': () => ({ event_type: 'call.ended' }),
  'POST /v1/subscriptions/{id}/replay': () => ({ from: new Date(Date.now() - 60_000).toISOString() }),
  'POST /v1/subscriptions/preview': () => ({ events: ['*'] }),
};

describe("with another account's key", () => {
  for (const route of routes.filter(({ path, access }) => path.includes('{') && isOfAccount(access)))
    test(`${nameOf(route)} answers 404 for each resource of the victim and changes nothing`, async () => {
      const earlier = await rowsOfVictim();
      for (const path of pathsInto(route)) {
        const { status, body } = await intruder.api(route.method, path, bodyOf(route));
        assert.deepEqual([status, body['code']], [404, 'not_found'], path);
        assert.ok(!JSON.stringify(body).includes(MARKER), path);
      }
      assert.deepEqual(await rowsOfVictim(), earlier);
    });

  for (const route of routes.filter(isLook))
    test(`${nameOf(route)} shows nothing of the victim`, async () => {
      const body = route.method === 'POST' ? bodyOf(route) : undefined;
      const { status, body: shown } = await intruder.api(route.method, route.path, body);
      assert.equal(status, 200, JSON.stringify(shown));
      assertNothingOfVictim(shown);
    });

  for (const route of routes.filter(({ access }) => access === 'administrator'))
    test(`${nameOf(route)} is refused, whoever's the resource`, async () => {
      const earlier = await rowsOfVictim();
      const { status, body } = await intruder.api(route.method, filled(route.path, 'victim'));
      assert.deepEqual([status, body['code']], [403, 'administrators_only']);
      assert.deepEqual(await rowsOfVictim(), earlier);
    });

  for (const route of routes.filter(({ access }) => access !== 'public'))
    test(`${nameOf(route)} cannot be made to act for the victim by a header`, async () => {
      const response = await fetch(new URL(filled(route.path, victim.subscriptionId), stack.apiUrl), {
        method: route.method,
        headers: {
          authorization: `Bearer ${intruder.key}`,
          'x-account-id': 'victim',
          'content-type': 'application/json',
        },
        ...(route.method !== 'GET' && { body: JSON.stringify(bodyOf(route) ?? {}) }),
      });
      assert.equal(response.status, 403);
      assertNothingOfVictim(await response.json());
    });

  test("cursors of the victim's lists begin no list", async () => {
    let cursors = 0;
    for (const { path, method, access } of routes) {
      if (method !== 'GET' || path.includes('{') || !isRead(access)) continue;
      const { body } = await victim.api('GET', `${path}?limit=1`);
      if (typeof body['next_cursor'] !== 'string') continue;
      cursors++;
      const stolen = await intruder.api('GET', `${path}?cursor=${body['next_cursor']}`);
      assert.deepEqual([stolen.status, stolen.body['code']], [400, 'invalid_query'], path);
    }
    assert.ok(cursors >= 2, `only ${cursors} lists had a second page`);
  });

  test('nothing was sent to the victim', () => {
    assert.equal(receiver.received.length, 1);
  });
});

test("the victim's own key is answered by each of these paths", async () => {
  for (const route of routes.filter(({ path, access }) => path.includes('{') && isOfAccount(access))) {
    const [path = ''] = pathsInto(route);
    if (route.method === 'GET') assert.equal((await victim.api('GET', path)).status, 200, path);
  }
});

test('nobody without a key gets further than the public routes', async () => {
  for (const route of routes.filter(({ access }) => access !== 'public')) {
    const path = filled(route.path, victim.subscriptionId);
    const response = await fetch(new URL(path, stack.apiUrl), { method: route.method });
    assert.equal(response.status, 401, nameOf(route));
  }
});

function isOfAccount(access: Route['access']): boolean {
  return access === 'read' || access === 'manage';
}

function isLook({ path, access }: Route): boolean {
  return path === '/v1/subscriptions/preview' || (!path.includes('{') && isRead(access));
}

/** Event types are anybody's; what belongs to an account has it in its access. */
function isRead(access: Route['access']): boolean {
  return access === 'read' || access === 'key';
}

function nameOf({ method, path }: Pick<Route, 'method' | 'path'>): string {
  return `${method} ${path}`;
}

function bodyOf(route: Route): object | undefined {
  const body = BODIES[nameOf(route)]?.();
  if (isOfAccount(route.access) && route.path.includes('{'))
    assert.ok(body ?? route.body !== true, `${nameOf(route)} needs a body: add one to BODIES`);
  return body;
}

/** The paths by which a route's template reaches into what the victim has, also by way of the intruder's own. */
function pathsInto({ path }: Route): readonly string[] {
  const { subscriptionId, messageId, jobId } = victim;
  if (path.startsWith('/v1/jobs/')) return [path.replace('{id}', jobId)];
  if (path.startsWith('/v1/messages/')) return [path.replace('{id}', messageId)];
  assert.ok(path.startsWith('/v1/subscriptions/'), `say what {id} of ${path} is`);
  const reached = [filled(path, subscriptionId)];
  if (path.includes('{message_id}')) reached.push(filled(path, intruder.subscriptionId));
  return reached;
}

function filled(path: string, id: string): string {
  return path
    .replace('{id}', id)
    .replace('{message_id}', victim.messageId)
    .replace('{key_id}', victim.keyId)
    .replace('{name}', 'call.ended');
}

function assertNothingOfVictim(shown: unknown): void {
  const { subscriptionId, messageId, jobId, keyId } = victim;
  const text = JSON.stringify(shown);
  for (const trace of [MARKER, subscriptionId, messageId, jobId, keyId])
    assert.ok(!text.includes(trace), `${trace} is in ${text}`);
}

async function makeVictim(): Promise<Victim> {
  const { api, keyId } = await makeAccount('victim');
  const subscriptionId = await subscribe(api, MARKER);
  await api('POST', '/v1/subscriptions', { url: receiver.url, events: ['call.failed'], description: MARKER });
  const Detail = JSON.stringify({ account_id: 'victim', data: { marker: MARKER } });
  const EventBusName = stack.outputs['EventBusName'];
  await aws.events.send(
    new PutEventsCommand({ Entries: [{ EventBusName, Source: 'x', DetailType: 'call.ended', Detail }] }),
  );
  const messageId = await eventually('the delivery is on record', async () => {
    const { body } = await api('GET', `/v1/subscriptions/${subscriptionId}/deliveries`);
    return (body['data'] as { message_id: string }[])[0]?.message_id;
  });
  for (let job = 0; job < 2; job++) await api('POST', `/v1/subscriptions/${subscriptionId}/redrive`);
  await eventually('its jobs are at their end', async () => {
    const { body } = await api('GET', '/v1/jobs');
    const jobs = body['data'] as { ended_at: string | null }[];
    return jobs.length === 2 && jobs.every(({ ended_at: endedAt }) => endedAt !== null);
  });
  const { body } = await api('GET', '/v1/jobs');
  const jobId = String((body['data'] as { id: string }[])[0]?.id);
  return { subscriptionId, messageId, jobId, keyId, api };
}

async function makeAccount(id: string): Promise<{ key: string; keyId: string; api: Api }> {
  assert.equal(
    (await stack.admin('POST', '/v1/accounts', { id, name: id === 'victim' ? MARKER : id })).status,
    201,
  );
  const { body } = await stack.admin('POST', `/v1/accounts/${id}/keys`, { role: 'manage' });
  const key = String(body['key']);
  return { key, keyId: String(body['id']), api: stack.admin.with(key) };
}

async function subscribe(api: Api, description: string): Promise<string> {
  const fields = { url: receiver.url, events: ['call.ended'], description, metadata: { description } };
  const { body } = await api('POST', '/v1/subscriptions', fields);
  return eventually('it is active', async () => {
    const { body: current } = await api('GET', `/v1/subscriptions/${String(body['id'])}`);
    return current['status'] === 'active' ? String(body['id']) : undefined;
  });
}

/** Every row that names the victim or what it has. */
async function rowsOfVictim(): Promise<readonly string[]> {
  const { TableNames = [] } = await aws.dynamodb.send(new ListTablesCommand({}));
  const tables = await Promise.all(
    TableNames.map((TableName) => aws.dynamodb.send(new ScanCommand({ TableName }))),
  );
  const { subscriptionId, messageId, jobId } = victim;
  return tables
    .flatMap(({ Items = [] }) => Items.map((item) => JSON.stringify(unmarshall(item))))
    .filter((row) => ['#victim', subscriptionId, messageId, jobId].some((id) => row.includes(id)))
    .filter((row) => !row.includes('"USAGE#'))
    .toSorted();
}
