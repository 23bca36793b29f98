import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { adminApi, type Answer, type Api, createAccount, expectStatus } from './support/api.ts';
import { bodySchema, fetchApiDocument } from './support/api-document.ts';
import { createSubscription } from './support/subscription.ts';

/** What can hardly stand in a field, as JSON text so that `__proto__` and huge numbers come as written. */
const ODD = {
  'a nested array': '[[[[]]]]',
  'an object in itself': '{"a":{"b":{"c":{"d":[null]}}}}',
  'a __proto__': '{"__proto__":{"polluted":true}}',
  'a constructor': '{"constructor":{"prototype":{"polluted":true}}}',
  'an empty array': '[]',
  true: 'true',
  'a number beyond double': '1e999',
  'a negative number beyond double': '-1e999',
  'minus one': '-1',
  'a fraction': '0.5',
  'an integer beyond 2^53': '12345678901234567890',
  'an empty text': '""',
  'a blank text': '" "',
  'a zero byte': '"\\u0000"',
  'a long text': JSON.stringify('x'.repeat(5_000)),
  unicode: JSON.stringify('ℝéß😀\u202Eexe'),
  'a combining storm': JSON.stringify(`e${'\u0301'.repeat(3_000)}`),
};

type Odd = keyof typeof ODD;

const PRINTABLE_TEXTS: readonly Odd[] = ['an empty text', 'a blank text', 'unicode'];
const SHORT_TEXTS: readonly Odd[] = [...PRINTABLE_TEXTS, 'a zero byte'];

type Field = {
  /** As the answer has to name it; one inside it is as good. */
  readonly name: string;
  /** Of what is in the list above, what is right here. */
  readonly right?: readonly Odd[];
  /** `null` puts it back to its default. */
  readonly nullable?: true;
  /** Its value is never repeated. */
  readonly secret?: true;
};

/** The object that a field stands in, and the rest of the body beside it, which is right. */
type Body = {
  readonly method: 'POST' | 'PATCH';
  readonly path: string;
  readonly by?: 'administrator';
  readonly rest: Readonly<Record<string, unknown>>;
  /** Where `fields` stand: `authentication`, with its own rest. */
  readonly inside?: { readonly name: string; readonly rest: Readonly<Record<string, unknown>> };
  readonly fields: readonly Field[];
};

const setting = (name: string, right: readonly Odd[] = []): Field => ({ name, right, nullable: true });

const credential = (name: string, right: readonly Odd[] = []): Field => ({ name, right, secret: true });

const settings: readonly Field[] = [
  setting('filter', ['an object in itself']),
  // What looks like a name is an expression to JSONata.
  setting('transform', ['a zero byte', 'a long text', 'unicode', 'a combining storm']),
  setting('description', SHORT_TEXTS),
  setting('metadata'),
  setting('signature'),
  { ...setting('authentication'), secret: true },
  { ...setting('headers'), secret: true },
  setting('retry_policy'),
  setting('timeout_seconds'),
  setting('max_concurrency'),
  setting('rate_limit_per_second'),
];
const url: Field = { name: 'url' };
const events: Field = { name: 'events' };
const rest = { url: 'https://example.com/in', events: ['call.ended'] };
const create = { method: 'POST', path: '/v1/subscriptions', rest } as const;
const change = { method: 'PATCH', path: '/v1/subscriptions/{id}', rest: {} } as const;
const exponential = { max_attempts: 3, initial_seconds: 1, factor: 2, max_seconds: 9 };

const bodies: readonly Body[] = [
  { ...create, fields: [url, events, ...settings, setting('start_from'), { name: 'secret', secret: true }] },
  { ...change, fields: [url, events, ...settings] },
  {
    ...change,
    inside: { name: 'retry_policy', rest: {} },
    fields: [{ name: 'schedule_seconds', right: ['an empty array'] }],
  },
  {
    ...change,
    inside: { name: 'retry_policy', rest: exponential },
    fields: ['max_attempts', 'initial_seconds', 'factor', 'max_seconds'].map((name) => ({ name })),
  },
  { ...change, inside: { name: 'authentication', rest: {} }, fields: [{ name: 'type', secret: true }] },
  {
    ...change,
    inside: { name: 'authentication', rest: { type: 'api_key', header: 'x-key', value: 'v' } },
    fields: [credential('header'), credential('value')],
  },
  {
    ...change,
    inside: { name: 'authentication', rest: { type: 'basic', username: 'u', password: 'p' } },
    fields: [credential('username', PRINTABLE_TEXTS), credential('password', PRINTABLE_TEXTS)],
  },
  {
    ...change,
    inside: { name: 'authentication', rest: { type: 'bearer', token: 't' } },
    fields: [credential('token')],
  },
  {
    ...change,
    inside: {
      name: 'authentication',
      rest: { type: 'oauth2', token_url: 'https://example.com/token', client_id: 'i', client_secret: 's' },
    },
    fields: [
      { name: 'token_url' },
      credential('client_id', ['a blank text']),
      credential('client_secret', ['a blank text']),
      { ...credential('scope'), nullable: true },
    ],
  },
  {
    ...change,
    inside: { name: 'headers', rest: {} },
    fields: [{ name: 'X-Team', secret: true }],
  },
  { ...change, inside: { name: 'metadata', rest: {} }, fields: [{ name: 'team', right: SHORT_TEXTS }] },
  {
    ...change,
    inside: { name: 'filter', rest: {} },
    fields: [{ name: 'outcome', right: ['an object in itself'] }],
  },
  {
    method: 'POST',
    path: '/v1/subscriptions/{id}/rotate-secret',
    rest: {},
    fields: [setting('overlap_seconds'), { name: 'secret', secret: true }],
  },
  {
    method: 'POST',
    path: '/v1/subscriptions/{id}/redrive',
    rest: {},
    fields: [setting('dry_run', ['true'])],
  },
  {
    method: 'POST',
    path: '/v1/subscriptions/{id}/replay',
    rest: { from: new Date(Date.now() - 60_000).toISOString(), dry_run: true },
    fields: [{ name: 'from' }, setting('to'), setting('mode'), setting('dry_run', ['true'])],
  },
  {
    method: 'POST',
    path: '/v1/subscriptions/{id}/disable',
    rest: {},
    fields: [setting('reason', ['a blank text', 'a zero byte', 'unicode'])],
  },
  {
    method: 'POST',
    path: '/v1/accounts',
    by: 'administrator',
    rest: {},
    fields: [{ name: 'id' }, setting('name', SHORT_TEXTS), { name: 'limits' }],
  },
  {
    method: 'PATCH',
    path: '/v1/accounts/{account}',
    by: 'administrator',
    rest: {},
    fields: [setting('name', SHORT_TEXTS), { name: 'limits' }],
  },
  {
    method: 'POST',
    path: '/v1/accounts',
    by: 'administrator',
    rest: {},
    inside: { name: 'limits', rest: {} },
    fields: ['subscriptions', 'requests_per_second', 'events_per_second'].map((name) => ({ name })),
  },
  {
    method: 'POST',
    path: '/v1/accounts/{account}/keys',
    by: 'administrator',
    rest: {},
    fields: [{ name: 'role' }],
  },
  {
    method: 'POST',
    path: '/v1/accounts/{account}/portal-links',
    by: 'administrator',
    rest: {},
    fields: [{ name: 'role' }],
  },
  {
    method: 'POST',
    path: '/v1/events',
    by: 'administrator',
    // Any data and any short text as a key are right.
    rest: { account_id: 'acme', event_type: 'call.ended', data: {}, idempotency_key: 'k' },
    fields: ['account_id', 'event_type', 'timestamp'].map((name) => ({ name })),
  },
  {
    method: 'POST',
    path: '/v1/subscriptions/{id}/test',
    rest: { event_type: 'call.ended', data: {} },
    fields: [{ name: 'event_type' }],
  },
  {
    method: 'POST',
    path: '/v1/subscriptions/preview',
    rest: {},
    fields: [events, ...settings.filter(({ name }) => name === 'filter' || name === 'transform')],
  },
  // A text that is no code is another refusal.
  { method: 'POST', path: '/v1/portal-sessions', rest: { code: 'whc_unknown' }, fields: [] },
  ...['pause', 'resume', 'enable'].map((move) => ({
    method: 'POST' as const,
    path: `/v1/subscriptions/{id}/${move}`,
    rest: {},
    fields: [],
  })),
  { method: 'POST', path: '/v1/admin-keys', by: 'administrator', rest: {}, fields: [] },
];

let api: Api;
let accountId: string;
let id: string;

before(async () => {
  ({ api, accountId } = await createAccount());
  ({ id } = await createSubscription(api, { url: 'https://example.com/in' }));
});

for (const body of bodies)
  for (const field of body.fields)
    test(`rejects what ${labelOf(body, field)} cannot be, naming it and what is allowed`, async () => {
      for (const [label, json] of wrongFor(field)) {
        const answer = await send(body, bodyText(body, field, json));
        assert.equal(answer.status, 422, `${label}: ${JSON.stringify(answer.body)}`);
        assertNamed(answer, body, field, json);
      }
    });

for (const body of bodies)
  for (const field of body.fields.filter(({ right = [] }) => right.length > 0))
    test(`takes the odd values that ${labelOf(body, field)} can be`, async () => {
      for (const label of field.right ?? []) {
        const answer = await send(body, bodyText(body, field, ODD[label]));
        assert.ok(answer.status < 300, `${label}: ${JSON.stringify(answer.body)}`);
      }
    });

for (const body of bodies)
  test(`rejects a field that ${labelOf(body)} does not know, and a body that is no object`, async () => {
    for (const unknown of ['__proto__', 'constructor', 'toString', 'ünknown 😀', '', 'x'.repeat(3_000)]) {
      const answer = await send(body, bodyText(body, { name: unknown }, '1'));
      assert.equal(answer.status, 422, `${unknown}: ${JSON.stringify(answer.body)}`);
      assert.ok(answer.body.errors.length > 0);
      for (const { allowed } of answer.body.errors) assertTableHas(body, allowed);
    }
    for (const text of ['[]', '"text"', '7', 'null', 'true', '[{}]']) {
      const answer = await send(body, text);
      assert.deepEqual([answer.status, answer.body.errors[0]?.field], [422, '(body)'], text);
    }
    for (const text of ['{', '{"a":1,}', "{'a':1}", '{"a":\u0000}', '\uFEFF{}', '{"a":"\\ud800"}', 'NaN']) {
      const answer = await send(body, text);
      assert.deepEqual([answer.status, answer.body.code], [400, 'malformed_json'], text);
    }
  });

test('every field of every body that the API says it takes is in this table', async () => {
  for (const route of (await fetchApiDocument()).routes) {
    const { method, path } = route;
    const own = bodies.filter(
      (body) => body.method === method && body.path.replace('{account}', '{id}') === path,
    );
    const tried = new Set(
      own.flatMap(({ fields, inside, rest }) => [
        ...(inside ? [] : fields.map(({ name }) => name)),
        ...Object.keys(rest),
      ]),
    );
    for (const name of Object.keys(bodySchema(route)?.properties ?? {}))
      assert.ok(tried.has(name), `${method} ${path} takes ${name}`);
  }
});

test('rejects a body that is nested a hundred thousand deep, and one of a million empty fields', async () => {
  for (const text of [
    `{"filter":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    `{"filter":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`,
    `{"metadata":{${Array.from({ length: 100_000 }, (_, index) => `"k${index}":""`).join()}}}`,
  ]) {
    const { status, body } = await api<Problem>('PATCH', `/v1/subscriptions/${id}`, text);
    assert.equal(status, 422, text.slice(0, 30));
    assert.ok(body.detail.length < 2_000);
  }
});

test('nothing that was refused has changed the subscription', async () => {
  const subscription = await expectStatus(200, api('GET', `/v1/subscriptions/${id}`));
  assert.equal(subscription['url'], 'https://example.com/in');
  assert.deepEqual(subscription['events'], ['*']);
});

type Problem = {
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly { readonly field: string; readonly got?: unknown; readonly allowed: string }[];
};

function wrongFor({ right = [], nullable }: Field): [string, string][] {
  const wrong = Object.entries(ODD).filter(([label]) => !right.includes(label as Odd));
  return nullable ? wrong : [...wrong, ['null', 'null']];
}

/** The body's text with one field's JSON put in as it is. */
function bodyText({ rest, inside }: Body, { name }: Field, json: string): string {
  const object = (members: object) => {
    const { [name]: _, ...others } = members as Record<string, unknown>;
    return `{${[...Object.entries(others).map(member), `${JSON.stringify(name)}:${json}`].join()}}`;
  };
  if (!inside) return object(rest);
  return `{${[...Object.entries(rest).map(member), `${JSON.stringify(inside.name)}:${object(inside.rest)}`].join()}}`;
}

function member([name, value]: [string, unknown]): string {
  return `${JSON.stringify(name)}:${JSON.stringify(value)}`;
}

function send({ method, path, by }: Body, text: string): Promise<Answer<Problem>> {
  const at = path.replace('{id}', id).replace('{account}', accountId);
  return (by === 'administrator' ? adminApi : api)<Problem>(method, at, text);
}

function assertNamed({ body }: Answer<Problem>, { inside }: Body, field: Field, json: string): void {
  assert.equal(body.code, 'invalid_fields');
  const full = inside ? `${inside.name}.${field.name}` : field.name;
  for (const error of body.errors) {
    assert.ok(
      error.field === full || error.field.startsWith(`${full}.`) || error.field.startsWith(`${full}[`),
      `${error.field} is not ${full}`,
    );
    assert.ok(error.allowed.length > 0 && error.allowed !== 'Invalid input', JSON.stringify(error));
    assert.ok(body.detail.includes(error.field) && body.detail.includes(error.allowed), body.detail);
    if (field.secret) assert.ok(!('got' in error), `${error.field} is repeated`);
    else
      assert.ok(
        'got' in error || error.field !== full,
        `${error.field} does not say what came: ${json.slice(0, 40)}`,
      );
  }
  assert.ok(body.errors.length > 0);
  assert.ok(body.detail.length < 2_000, 'what came is shortened');
}

/** An unknown field is answered with those that are known: each of them must be tried here. */
function assertTableHas({ fields, inside, rest }: Body, allowed: string): void {
  assert.ok(allowed.length > 0);
  if (!allowed.startsWith('one of ')) return;
  const tried = new Set([...fields.map(({ name }) => name), ...Object.keys(inside?.rest ?? rest)]);
  for (const known of allowed.slice('one of '.length).split(', '))
    assert.ok(tried.has(known), `the field ${known} is missing in this table`);
}

function labelOf({ method, path, inside }: Body, field?: Field): string {
  const at = `${inside ? `${inside.name}.` : ''}${field?.name ?? ''}`;
  return `${method} ${path}${at && ` ${at}`}`;
}
