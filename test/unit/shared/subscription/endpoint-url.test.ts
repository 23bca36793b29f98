import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endpointUrlFault } from '../../../../shared/subscription/endpoint-url.ts';

test('https to a name or a public address is allowed', () => {
  for (const url of [
    'https://example.com',
    'https://example.com:8443/a/b?c=d',
    'https://93.184.215.14/in',
    'https://[2606:4700::1111]/in',
    'https://localhost.example.com/',
  ])
    assert.equal(endpointUrlFault(url, 'public'), undefined, url);
});

test('rejects every spelling of an address that is not public', () => {
  for (const host of [
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f.1',
    '0177.0.0.1',
    '10.1.2.3',
    '169.254.169.254',
    '192.168.0.1',
    '0.0.0.0',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[64:ff9b::7f00:1]',
    '[fd00::1]',
    '[fe80::1]',
    'localhost',
    'LOCALHOST',
    'localhost.',
    'api.localhost',
    '１２７.0.0.1',
  ])
    assert.match(endpointUrlFault(`https://${host}/in`, 'public') ?? '', /public/, host);
});

test('a laptop may use http and loopback', () => {
  for (const url of ['http://127.0.0.1:8080/in', 'http://localhost:8080', 'https://10.0.0.1/'])
    assert.equal(endpointUrlFault(url, 'any'), undefined, url);
  assert.match(endpointUrlFault('http://example.com/', 'public') ?? '', /https/);
});

test('rejects what is no URL to post to', () => {
  for (const rules of ['public', 'any'] as const)
    for (const url of [
      '',
      'example.com/in',
      '//example.com/in',
      'ftp://example.com/',
      'file:///etc/passwd',
      'https://',
      'https://user@example.com/',
      'https://user:pass@example.com/',
      'https://example.com/#part',
      'https://example.com/#',
      'https://exa\nmple.com/',
      ' https://example.com/',
      'https://example.com/a b',
      'https://example.com:99999/',
      `https://example.com/${'a'.repeat(2048)}`,
    ])
      assert.equal(typeof endpointUrlFault(url, rules), 'string', url);
});
