import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maskHeaders } from '../../../../shared/authentication/mask-headers.ts';

test('credentials and signatures are masked, whatever their case, and nothing else', () => {
  const shown = { 'content-type': 'application/json', 'webhook-id': 'msg_1', 'x-team': 'a', 'x-monkey': 'b' };
  const secret = {
    Authorization: 'Bearer t',
    'proxy-authorization': 'Basic x',
    Cookie: 'sid=1',
    'webhook-signature': 'v1,x',
    'X-Api-Key': 'k',
    apikey: 'k',
    'x-auth-token': 't',
    'X-Hub-Signature': 's',
    client_secret: 's',
  };
  const masked = maskHeaders({ ...shown, ...secret, 'x-own': 'value' }, ['X-Own']);
  assert.deepEqual(masked, {
    ...shown,
    ...Object.fromEntries(Object.keys(secret).map((name) => [name, '***'])),
    'x-own': '***',
  });
});
