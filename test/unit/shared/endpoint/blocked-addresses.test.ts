import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isBlockedHost } from '../../../../shared/endpoint/blocked-addresses.ts';

const BLOCKED = [
  'http://0.0.0.0',
  'http://10.1.2.3',
  'http://100.64.0.1',
  'http://127.0.0.1',
  'http://127.1',
  'http://2130706433',
  'http://0x7f.1',
  'http://0177.0.0.1',
  'http://169.254.169.254',
  'http://172.16.0.1',
  'http://172.31.255.255',
  'http://192.0.0.8',
  'http://192.0.2.1',
  'http://192.88.99.1',
  'http://192.168.0.1',
  'http://198.18.0.1',
  'http://198.51.100.1',
  'http://203.0.113.1',
  'http://224.0.0.1',
  'http://240.0.0.1',
  'http://255.255.255.255',
  'http://[::]',
  'http://[::1]',
  'http://[::127.0.0.1]',
  'http://[::ffff:127.0.0.1]',
  'http://[::ffff:10.0.0.1]',
  'http://[64:ff9b::7f00:1]',
  'http://[64:ff9b:1::1]',
  'http://[100::1]',
  'http://[2001::1]',
  'http://[2001:db8::1]',
  'http://[2002:7f00:1::]',
  'http://[3fff::1]',
  'http://[5f00::1]',
  'http://[fc00::1]',
  'http://[fd00:ec2::254]',
  'http://[fe80::1]',
  'http://[fec0::1]',
  'http://[ff02::1]',
];

const PUBLIC = [
  'http://1.1.1.1',
  'http://9.255.255.255',
  'http://100.63.255.255',
  'http://100.128.0.0',
  'http://172.32.0.1',
  'http://[2606:4700:4700::1111]',
  'http://[2a00:1450:4001:800::200e]',
  'http://[::ffff:1.1.1.1]',
];

for (const url of BLOCKED)
  test(`blocks ${url}`, () => assert.equal(isBlockedHost(new URL(url).hostname), true));
for (const url of PUBLIC)
  test(`lets ${url} pass`, () => assert.equal(isBlockedHost(new URL(url).hostname), false));

test('names are not judged before they are resolved', () => {
  assert.equal(isBlockedHost('localhost'), false);
});
