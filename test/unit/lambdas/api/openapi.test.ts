import assert from 'node:assert/strict';
import { test } from 'node:test';
import { operations } from '../../../../lambdas/api/openapi/openapi-document.ts';
import { routes } from '../../../../lambdas/api/routes.ts';
import { catalogue } from '../../../../shared/catalogue/catalogue.ts';
import { operationalEventTypes } from '../../../../shared/operational-event/operational-event-types.ts';
import { parseFields } from '../../../../shared/problem/parse-fields.ts';
import { problems } from '../../../../shared/problem/problems.ts';
import { openapiValidator, type OpenapiDocument, operationsOf } from '../../../fixtures/openapi-validator.ts';
import { apiUnderTest } from './api-under-test.ts';

const answer = await apiUnderTest().call('GET', '/openapi.json', { key: '' });
const document = answer.body as unknown as OpenapiDocument & { servers: unknown };
const fault = openapiValidator(document);

test('the document is answered to anybody, names its server, and may be cached', () => {
  assert.equal(answer.status, 200);
  assert.equal(document.openapi, '3.1.0');
  assert.deepEqual(document.servers, [{ url: 'https://api.example.com' }]);
  assert.equal(answer.headers['cache-control'], 'public, max-age=300');
});

test('every route is described, and nothing else is', () => {
  const described = operationsOf(document).map(({ method, path }) => `${method} ${path}`);
  assert.deepEqual(new Set(described), new Set(routes.map(({ method, path }) => `${method} ${path}`)));
  assert.deepEqual(new Set(described), new Set(Object.keys(operations)));
  const ids = operationsOf(document).map(({ operation }) => operation.operationId);
  assert.equal(new Set(ids).size, ids.length, 'ids of operations are distinct');
});

test('every reference leads somewhere', () => {
  const references = [...answer.text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(
    ([, name]) => name,
  );
  assert.ok(references.length > 20);
  for (const name of references) assert.ok(document.components.schemas[name ?? ''], name);
});

test('every example of a body is allowed by its schema in the document and by the one that validates', () => {
  let examples = 0;
  for (const { method, path, operation } of operationsOf(document)) {
    const media = operation.requestBody?.content['application/json'];
    if (!media) continue;
    examples++;
    assert.ok('example' in media, `${method} ${path} has no example`);
    assert.equal(fault(media.schema, media.example), undefined, `${method} ${path}`);
    const { fields } = routes.find((route) => route.method === method && route.path === path) ?? {};
    assert.ok(fields);
    assert.doesNotThrow(() => parseFields(fields, media.example), `${method} ${path}`);
  }
  assert.ok(examples > 10);
});

test('an unknown field and a value of another type are refused by the document too', () => {
  for (const { path, operation } of operationsOf(document)) {
    const schema = operation.requestBody?.content['application/json'].schema;
    if (schema) assert.ok(fault(schema, { no_such_field: 1 }), path);
  }
  const schema =
    document.paths['/v1/subscriptions']?.['post']?.requestBody?.content['application/json'].schema;
  const allowed = { url: 'https://example.com', events: ['*'] };
  assert.ok(schema);
  assert.equal(fault(schema, allowed), undefined);
  for (const more of [
    { url: 7 },
    { events: [] },
    { timeout_seconds: 31 },
    { retry_policy: {} },
    { metadata: { a: 1 } },
    { filter: 'x' },
  ])
    assert.ok(fault(schema, { ...allowed, ...more }), JSON.stringify(more));
});

test('every event type is a webhook whose example its schema allows, with the headers that verify it', () => {
  const types = [...catalogue, ...operationalEventTypes];
  assert.deepEqual(
    Object.keys(document.webhooks),
    types.map(({ name }) => name),
  );
  for (const [name, { post }] of Object.entries(document.webhooks)) {
    const media = post.requestBody?.content['application/json'];
    assert.ok(media, name);
    assert.equal(fault(media.schema, media.example), undefined, name);
    assert.ok(fault(media.schema, { ...(media.example as object), event: 'other' }), name);
    assert.deepEqual(
      post.parameters.map((parameter) => parameter.name),
      ['webhook-id', 'webhook-timestamp', 'webhook-signature', 'webhook-attempt'],
    );
  }
});

test('every kind of problem is a refusal of some route', () => {
  const elsewhere = new Set(['method_not_allowed']);
  for (const code of Object.keys(problems))
    if (!elsewhere.has(code)) assert.ok(answer.text.includes(`"${code}"`), code);
});

test('a route asks for no key where its access is public alone', () => {
  for (const { method, path, operation } of operationsOf(document)) {
    const { access } = routes.find((route) => route.method === method && route.path === path) ?? {};
    assert.equal(operation.security?.length === 0, access === 'public', path);
  }
});
