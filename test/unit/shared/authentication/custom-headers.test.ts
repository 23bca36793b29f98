import assert from 'node:assert/strict';
import { validateHeaderName, validateHeaderValue } from 'node:http';
import { test } from 'node:test';
import { customHeadersFaults } from '../../../../shared/authentication/custom-headers.ts';

for (const [what, headers] of [
  ['none', {}],
  ['several', { 'X-Team': 'blue', traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' }],
  ['names of unusual characters', { "x!#$%&'*+.^_`|~-9": 'v' }],
  ['Latin-1 and inner blanks', { 'x-name': 'Grüße,  "a" \\ é' }],
  ['a value of 4096 characters', { 'x-long': 'x'.repeat(4096) }],
  ['twenty', Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`x-${index}`, 'v']))],
] as const)
  test(`${what} may be added, and Node sends them`, () => {
    assert.deepEqual(customHeadersFaults(headers), []);
    for (const [name, value] of Object.entries(headers)) {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    }
  });

for (const name of [
  'Host',
  'CONTENT-TYPE',
  'content-length',
  'Content-Encoding',
  'content-anything',
  'Connection',
  'keep-alive',
  'Proxy-Authorization',
  'proxy-authenticate',
  'proxy-connection',
  'TE',
  'trailer',
  'Transfer-Encoding',
  'upgrade',
  'HTTP2-Settings',
  'Expect',
  'accept-encoding',
  'User-Agent',
  'Webhook-Signature',
  'webhook-id',
  'webhook-mine',
  'Authorization',
])
  test(`rejects ${name}, and says why`, () => {
    const [fault, ...others] = customHeadersFaults({ [name]: 'v' });
    assert.deepEqual(others, []);
    assert.deepEqual(fault?.path, [name]);
    assert.match(fault.allowed, /connection|platform sets|webhook-|content-|set authentication/);
  });

for (const name of [
  '',
  'a b',
  'a:b',
  'a\r\nb',
  'ä',
  '-a',
  ':path',
  '__proto__',
  'x'.repeat(101),
  '"x"',
  'a,b',
])
  test(`rejects the name ${JSON.stringify(name.slice(0, 20))}`, () => {
    const headers = JSON.parse(`{${JSON.stringify(name)}:"v"}`) as object;
    assert.deepEqual(
      customHeadersFaults(headers).map(({ path }) => path),
      [[name]],
    );
  });

for (const value of [
  '',
  ' a',
  'a ',
  'a\tb\t',
  'a\r\nx-evil: 1',
  'a\nb',
  'a\u0000b',
  'a\u0085b',
  'a\u007F',
  '€',
  '🙂',
  'x'.repeat(4097),
  7,
  null,
  ['a'],
])
  test(`rejects the value ${JSON.stringify(value).slice(0, 20)}, without repeating it`, () => {
    const [fault] = customHeadersFaults({ 'x-a': value });
    assert.deepEqual([fault?.path, fault?.got], [['x-a'], undefined]);
  });

test('rejects more than 20 headers, and more than 6144 characters in all', () => {
  const many = Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`x-${index}`, 'v']));
  assert.match(customHeadersFaults(many)[0]?.allowed ?? '', /at most 20 headers, not 21/);
  const large = { 'x-1': 'v'.repeat(3069), 'x-2': 'v'.repeat(3069) };
  assert.deepEqual(customHeadersFaults(large), []);
  assert.match(customHeadersFaults({ ...large, 'x-3': 'v' })[0]?.allowed ?? '', /at most 6144/);
});

test('rejects one name in two spellings, and what is no object', () => {
  assert.deepEqual(
    customHeadersFaults({ 'X-Team': 'a', 'x-team': 'b' }).map(({ path }) => path),
    [['x-team']],
  );
  for (const headers of [null, [], 'x-a: 1', 7]) assert.equal(customHeadersFaults(headers).length, 1);
});
