import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchRoute } from '../../../../local/apigateway/match-route.ts';

const routes = [
  '$default',
  'ANY /{proxy+}',
  'GET /pets/{proxy+}',
  'GET /pets/{id}',
  'ANY /pets/{id}',
  'GET /pets/dog/1',
  'GET /pets/dog/{id}',
  'GET /pets/{kind}/1',
].map((key) => ({ key }));

for (const [method, path, key, parameters] of [
  ['GET', '/pets/dog/1', 'GET /pets/dog/1', {}],
  ['GET', '/pets/dog/2', 'GET /pets/dog/{id}', { id: '2' }],
  ['GET', '/pets/cat/1', 'GET /pets/{kind}/1', { kind: 'cat' }],
  ['GET', '/pets/6', 'GET /pets/{id}', { id: '6' }],
  ['PUT', '/pets/6', 'ANY /pets/{id}', { id: '6' }],
  ['GET', '/pets/a/b/c', 'GET /pets/{proxy+}', { proxy: 'a/b/c' }],
  ['POST', '/pets/a/b/c', 'ANY /{proxy+}', { proxy: 'pets/a/b/c' }],
  ['GET', '/', '$default', {}],
] as const)
  test(`${method} ${path} goes to ${key}`, () => {
    assert.deepEqual(matchRoute(routes, method, path), { route: { key }, parameters });
  });

test('nothing matches where no route does', () => {
  assert.equal(matchRoute([{ key: 'GET /pets' }], 'GET', '/pets/'), undefined);
  assert.equal(matchRoute([{ key: 'GET /pets' }], 'get', '/pets'), undefined);
  assert.equal(matchRoute([{ key: 'GET /{proxy+}' }], 'GET', '/'), undefined);
});
