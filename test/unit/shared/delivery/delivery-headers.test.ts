import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deliveryHeaders } from '../../../../shared/delivery/delivery-headers.ts';
import { aSubscription } from '../../../fixtures/a-subscription.ts';

const message = { id: 'msg_1', accountId: 'demo', eventType: 'call.ended', body: '{}' };
const attempt = { number: 2, startedAt: 1_705_314_600_999 };

test('a request carries the headers of the subscription and of its authentication beside ours', () => {
  const subscription = aSubscription({
    headers: { 'X-Team': 'blue' },
    authentication: { type: 'basic', username: 'u', password: 'p' },
  });
  const { 'webhook-signature': signature, ...headers } = deliveryHeaders(subscription, message, attempt);
  assert.deepEqual(headers, {
    'x-team': 'blue',
    authorization: 'Basic dTpw',
    'content-type': 'application/json',
    'user-agent': 'Freyavoice-Webhooks/1.0',
    'webhook-id': 'msg_1',
    'webhook-timestamp': '1705314600',
    'webhook-attempt': '2',
  });
  assert.match(signature ?? '', /^v1,/);
});

test('ours win over those of a subscription, however it spells them', () => {
  const headers = { 'Webhook-Id': 'forged', 'CONTENT-TYPE': 'text/plain' };
  const sent = deliveryHeaders(aSubscription({ headers }), message, attempt);
  assert.deepEqual([sent['webhook-id'], sent['content-type']], ['msg_1', 'application/json']);
  assert.equal(Object.keys(sent).length, 6);
});

test('a secret signs until its overlap ends', () => {
  const secrets = [
    { secret: secret(1), createdAt: 0 },
    { secret: secret(2), createdAt: 0, expiresAt: attempt.startedAt + 1 },
    { secret: secret(3), createdAt: 0, expiresAt: attempt.startedAt },
  ];
  const sent = deliveryHeaders(aSubscription({ secrets }), message, attempt);
  assert.equal(sent['webhook-signature']?.split(' ').length, 2);
});

function secret(fill: number): string {
  return `whsec_${Buffer.alloc(32, fill).toString('base64')}`;
}
