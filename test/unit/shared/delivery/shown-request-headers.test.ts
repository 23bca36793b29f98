import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deliveryHeaders } from '../../../../shared/delivery/delivery-headers.ts';
import { shownRequestHeaders } from '../../../../shared/delivery/shown-request-headers.ts';
import type { Authentication } from '../../../../shared/authentication/authentication.ts';
import { aSubscription } from '../../../fixtures/a-subscription.ts';

const message = { id: 'msg_1', accountId: 'demo', eventType: 'call.ended', body: '{}' };
const SECRET = 'swordfish';

function shown(authentication?: Authentication) {
  const subscription = aSubscription({
    headers: { 'X-Team': 'support' },
    ...(authentication && { authentication }),
  });
  const headers = deliveryHeaders(subscription, message, { number: 2, startedAt: 1_700_000_000_000 });
  return { shown: shownRequestHeaders(subscription, headers), sent: headers };
}

test('what is no secret is shown as it was sent', () => {
  assert.deepEqual(shown().shown, {
    'x-team': 'support',
    'content-type': 'application/json',
    'user-agent': 'Freyavoice-Webhooks/1.0',
    'webhook-id': 'msg_1',
    'webhook-timestamp': '1700000000',
    'webhook-signature': '***',
    'webhook-attempt': '2',
  });
});

test('no credential of any kind is shown, and it is shown that there was one', () => {
  const kinds: [string, Authentication][] = [
    ['x-partner', { type: 'api_key', header: 'X-Partner', value: SECRET }],
    ['authorization', { type: 'basic', username: SECRET, password: SECRET }],
    ['authorization', { type: 'bearer', token: SECRET }],
    [
      'authorization',
      { type: 'oauth2', tokenUrl: 'https://t.example', clientId: SECRET, clientSecret: SECRET },
    ],
  ];
  for (const [name, authentication] of kinds) {
    const { shown: headers } = shown(authentication);
    assert.equal(headers[name], '***', authentication.type);
    const text = JSON.stringify(headers);
    assert.ok(!text.includes(SECRET) && !text.includes(Buffer.from(SECRET).toString('base64').slice(0, 8)));
  }
});
