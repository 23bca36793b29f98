import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { adminApi, type Answer, apiWith, expectStatus } from './support/api.ts';
import { bodySchema, type DescribedRoute, fetchApiDocument } from './support/api-document.ts';
import { connection } from './support/connection.ts';
import {
  callersOwn,
  empties,
  filledPath,
  malformedIds,
  queries,
  rightBody,
  sameForAll,
  unknownIds,
} from './support/route-cases.ts';
import { createRouteWorld, type RouteWorld } from './support/route-world.ts';

const { routes, fault, assertDescribed } = await fetchApiDocument();
let world: RouteWorld;
let earlier: unknown;
const adminKeyIds: string[] = [];

const isRemoval = ({ method }: DescribedRoute) => method === 'DELETE';
/** What is within something is removed before it, and the account last of all: it has the shortest path. */
const removals = routes.filter(isRemoval).toSorted((a, b) => b.path.length - a.path.length);

before(async () => {
  world = await createRouteWorld();
  earlier = await everythingOfAccount();
});

after(async () => {
  await world.receiver.stop();
  for (const id of adminKeyIds) await expectStatus(204, adminApi('DELETE', `/v1/admin-keys/${id}`));
});

describe('nothing yet:', () => {
  for (const route of routes.filter((one) => isList(one)))
    test(`${nameOf(route)} answers that there is nothing`, async () => {
      const empty = empties[route.operationId];
      assert.ok(empty, 'say in route-cases.ts where it is empty');
      if (empty === 'never') return;
      const { data, next_cursor, total } = (await answered(route, empty(world))) as Page;
      if (total) assert.deepEqual([total.attempts, total.success_rate], [0, null]);
      else assert.deepEqual([data, next_cursor], [[], null]);
    });
});

describe('malformed:', () => {
  for (const route of routes)
    test(`${nameOf(route)} rejects what is not as it should be, and says what came and what is allowed`, async () => {
      await rejectsQueries(route);
      await rejectsBodies(route);
      if (takes(route, 'Idempotency-Key'))
        for (const key of ['x'.repeat(256), 'é']) {
          const { code } = await refusal(400, route, { headers: { 'idempotency-key': key } });
          assert.equal(code, 'invalid_idempotency_key');
        }
      for (const index of unknownIds(route).keys())
        for (const id of malformedIds)
          await refusal(404, route, { path: filledPath(route, world, [index, id]) });
    });
});

test('malformed: every path rejects a method that it does not know, and says which it knows', async () => {
  for (const [path, known] of Object.entries(Object.groupBy(routes, (route) => route.path))) {
    const response = await fetch(new URL(path, connection.api_url), { method: 'PUT' });
    const allow = (known ?? []).map(({ method }) => method);
    assert.deepEqual([response.status, response.headers.get('allow')?.split(', ')], [405, allow], path);
    const { detail } = (await response.json()) as Problem;
    assert.ok(detail.includes(allow.join(', ')), detail);
  }
});

describe('missing:', () => {
  for (const route of routes)
    test(`${nameOf(route)} rejects an id of nothing, a body without what it needs, and nobody's key`, async () => {
      for (const [index, id] of unknownIds(route).entries()) {
        const { detail } = await refusal(404, route, { path: filledPath(route, world, [index, id]) });
        assert.ok(detail.includes(id), detail);
      }
      for (const name of bodySchema(route)?.required ?? []) {
        const { [name]: _, ...body } = rightBody(route, world) as Record<string, unknown>;
        const { errors = [] } = await refusal(422, route, { body });
        assert.deepEqual(
          errors.map((error) => [error.field, 'got' in error]),
          [[name, false]],
        );
      }
      if (isPublic(route)) return;
      assert.equal((await refusal(401, route, { headers: { authorization: '' } })).code, 'unauthorized');
      assert.equal((await refusal(401, route, { key: 'whk_unknown' })).code, 'unauthorized');
      if (!takes(route, 'X-Account-Id')) return;
      const nobody = { key: connection.admin_key, headers: { 'x-account-id': 'nobody' } };
      const { detail } = await refusal(404, route, nobody);
      assert.ok(detail.includes('nobody'), detail);
    });
});

describe('wrong account:', () => {
  for (const route of routes.filter((one) => !isPublic(one)))
    test(`${nameOf(route)} shows and changes nothing of an account that the key does not belong to`, async () => {
      const key = world.strangersKey;
      const named = { key, headers: { 'x-account-id': world.accountId } };
      assert.equal((await refusal(403, route, named)).code, 'other_account');
      if (!takes(route, 'X-Account-Id'))
        assert.equal((await refusal(403, route, { key })).code, 'administrators_only');
      else if (callersOwn.has(route.operationId)) {
        const { status, text } = await call(route, { key });
        assert.ok(status < 300, text);
        for (const id of idsOfAccount()) assert.ok(!text.includes(id), `${id} is in ${text}`);
      } else if (!sameForAll.has(route.operationId)) {
        assert.ok(unknownIds(route).length > 0, 'say in route-cases.ts to whom it shows what');
        assert.equal((await refusal(404, route, { key })).code, 'not_found');
      }
      if (takes(route, 'X-Account-Id') && (route.method !== 'GET' || route.path.endsWith('/secret')))
        assert.equal((await refusal(403, route, { key: world.readKey })).code, 'read_only_key');
    });
});

test('nothing that was refused has changed anything of the account', async () => {
  assert.deepEqual(await everythingOfAccount(), earlier);
});

describe('empty:', () => {
  for (const route of routes.filter(({ requestBody }) => requestBody))
    test(`${nameOf(route)} needs a body only where it needs a field, and says which`, async () => {
      const { required = [] } = bodySchema(route) ?? {};
      if (required.length > 0) {
        const { errors = [] } = await refusal(422, route, { body: {} });
        assert.deepEqual(new Set(errors.map(({ field }) => field)), new Set(required));
      } else await answered(route, { body: {} });
      if (required.length > 0 || route.method === 'PATCH')
        assert.match((await refusal(400, route, { body: undefined })).detail, /The body is empty/);
      else await answered(route, { body: undefined });
    });
});

describe('happy:', () => {
  for (const route of [...routes.filter((one) => !isRemoval(one)), ...removals])
    test(`${nameOf(route)} answers as the document says, to every parameter, and once to an idempotency key`, async () => {
      if (takes(route, 'Idempotency-Key')) await isDoneOnce(route);
      else await answered(route);
      for (const { name } of queriesOf(route).filter((one) => one.name !== 'cursor')) {
        const { next_cursor: cursor } = (await answered(route, { query: `${name}=${right(name)}` })) as Page;
        if (typeof cursor === 'string')
          await answered(route, { query: `${name}=${right(name)}&cursor=${cursor}` });
      }
    });
});

type Page = {
  readonly data: readonly object[];
  readonly next_cursor: unknown;
  readonly total?: Readonly<Record<string, unknown>>;
};

type Problem = {
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly { readonly field: string; readonly got?: unknown; readonly allowed: string }[];
};

type Request = {
  readonly path?: string;
  readonly query?: string;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** As text where it is none of JSON. @default one that the route takes */
  readonly body?: unknown;
};

async function rejectsQueries(route: DescribedRoute): Promise<void> {
  const known = queriesOf(route).map(({ name }) => name);
  const unknown = await refusal(400, route, { query: 'no_such_parameter=1' });
  assert.deepEqual([unknown.code, unknown.errors?.[0]?.field], ['invalid_query', 'no_such_parameter']);
  for (const name of known) {
    assert.ok(unknown.errors?.[0]?.allowed.includes(name), name);
    const values = [
      ...(queries[name]?.wrong ?? []).map((value) => `${name}=${value}`),
      `${name}=1&${name}=2`,
    ];
    for (const query of values) {
      const { code, errors = [] } = await refusal(400, route, { query });
      assert.deepEqual([code, errors[0]?.field], ['invalid_query', name], query);
      assert.ok(errors[0] && 'got' in errors[0], query);
    }
  }
}

async function rejectsBodies(route: DescribedRoute): Promise<void> {
  const { properties } = bodySchema(route) ?? {};
  if (!properties) return;
  const { code, detail } = await refusal(400, route, { body: '{"a":1,}' });
  assert.equal(code, 'malformed_json');
  assert.match(detail, /line 1, column 8/);
  for (const type of ['text/plain', 'application/json; charset=latin1'])
    assert.ok((await refusal(415, route, { headers: { 'content-type': type } })).detail.includes(type));
  assert.equal((await refusal(422, route, { body: [] })).errors?.[0]?.field, '(body)');
  const body = rightBody(route, world);
  const unknown = await refusal(422, route, { body: { ...body, no_such_field: 1 } });
  assert.equal(unknown.errors?.[0]?.field, 'no_such_field');
  for (const [name, schema] of Object.entries(properties)) {
    assert.ok(unknown.errors[0].allowed.includes(name), name);
    for (const value of [7, 'x', true, null, [[7]], { x: { y: 7 } }].filter((one) => fault(schema, one))) {
      const { errors = [] } = await refusal(422, route, { body: { ...body, [name]: value } });
      assert.ok(errors.length > 0 && errors.every(({ field }) => isAt(field, name)), JSON.stringify(errors));
    }
  }
}

function isAt(field: string, name: string): boolean {
  return field === name || field.startsWith(`${name}.`) || field.startsWith(`${name}[`);
}

function right(name: string): string {
  const query = queries[name];
  assert.ok(query, `say in route-cases.ts what is right and what is wrong for ${name}`);
  return query.right;
}

/** The body of an answer that must be neither a refusal nor other than described. */
async function answered(route: DescribedRoute, request: Request = {}): Promise<unknown> {
  const { status, text } = await call(route, request);
  assert.ok(status < 300, `${status}: ${text}`);
  noteAdminKey(route, text);
  return text === '' ? undefined : JSON.parse(text);
}

async function isDoneOnce(route: DescribedRoute): Promise<void> {
  // A body may hold the time: the repeat has to be the same.
  const request = { headers: { 'idempotency-key': randomUUID() }, body: rightBody(route, world) };
  const first = await call(route, request);
  const again = await call(route, request);
  assert.ok(first.status < 300, `${first.status}: ${first.text}`);
  assert.deepEqual([again.status, again.text], [first.status, first.text]);
  assert.deepEqual(
    [first, again].map(({ headers }) => headers.get('idempotency-replayed')),
    [null, 'true'],
  );
  noteAdminKey(route, first.text);
}

/** So that it can be removed when all is done. */
function noteAdminKey({ operationId }: DescribedRoute, text: string): void {
  if (operationId === 'createAdminKey') adminKeyIds.push((JSON.parse(text) as { id: string }).id);
}

async function refusal(status: number, route: DescribedRoute, request: Request): Promise<Problem> {
  const { status: got, text } = await call(route, request);
  const sent = JSON.stringify({ ...request, key: undefined }).slice(0, 300);
  assert.equal(got, status, `${sent}: ${text}`);
  const problem = JSON.parse(text) as Problem;
  assert.ok(problem.detail.length > 20 && problem.detail.length < 1_500, `${sent}: ${problem.detail}`);
  for (const { field, allowed } of problem.errors ?? [])
    assert.ok(
      allowed !== '' && allowed !== 'Invalid input' && problem.detail.includes(allowed),
      `${field}: ${text}`,
    );
  return problem;
}

/** Calls a route, as the account itself where nothing else is said, and holds the answer to the document. */
async function call(route: DescribedRoute, request: Request) {
  const { path = filledPath(route, world), query, key = ownKey(route), headers } = request;
  const body = 'body' in request ? request.body : rightBody(route, world);
  const hasBody = route.requestBody !== undefined && body !== undefined;
  const response = await fetch(new URL(query === undefined ? path : `${path}?${query}`, connection.api_url), {
    method: route.method,
    headers: {
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...(hasBody && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(hasBody && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const answer = { status: response.status, headers: response.headers, text: await response.text() };
  assertDescribed(route, answer);
  return answer;
}

function ownKey(route: DescribedRoute): string | undefined {
  if (isPublic(route)) return undefined;
  return takes(route, 'X-Account-Id') ? world.manageKey : connection.admin_key;
}

function isPublic({ security }: DescribedRoute): boolean {
  return security?.length === 0;
}

function takes({ parameters }: DescribedRoute, header: string): boolean {
  return parameters.some(({ name }) => name === header);
}

function queriesOf({ parameters }: DescribedRoute) {
  return parameters.filter((one) => one.in === 'query');
}

function isList({ responses, operationId }: DescribedRoute): boolean {
  return operationId in empties || JSON.stringify(responses['200'] ?? {}).includes('"next_cursor":');
}

function nameOf({ method, path }: DescribedRoute): string {
  return `${method} ${path}`;
}

function idsOfAccount(): readonly string[] {
  const { accountId, subscriptionId, ed25519Id, untriedId, messageId, jobId, keyId } = world;
  return [accountId, subscriptionId, ed25519Id, untriedId, messageId, jobId, keyId];
}

/** What the account can see of itself, its audit log included, and what administrators see of it. */
async function everythingOfAccount(): Promise<unknown> {
  const { accountId, subscriptionId, messageId } = world;
  const api = apiWith(world.manageKey);
  const path = `/v1/subscriptions/${subscriptionId}`;
  const seen = [
    '/v1/subscriptions',
    `${path}/secret`,
    `${path}/deliveries/${messageId}`,
    '/v1/audit-log',
  ].map((each) => expectStatus(200, api('GET', each)));
  const jobs = idsIn(api('GET', '/v1/jobs'));
  const keys = idsIn(adminApi('GET', `/v1/accounts/${accountId}/keys`));
  const account = expectStatus(200, adminApi('GET', `/v1/accounts/${accountId}`));
  return Promise.all([...seen, jobs, keys, account]);
}

async function idsIn(list: Promise<Answer<{ data: readonly { id: string }[] }>>): Promise<readonly string[]> {
  return (await expectStatus(200, list)).data.map(({ id }) => id);
}
