import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { startReceiver } from '../../../demo/receiver.ts';

const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const body = '{"event":"call.ended","timestamp":"2026-01-15T10:30:00Z","data":{"name":"Zoë"}}';

async function receiverOf(context: TestContext, given: string | undefined) {
  const verified: string[] = [];
  const refused: string[] = [];
  const receiver = await startReceiver({
    port: 0,
    secret: () => given,
    onVerified: (eventType) => verified.push(eventType),
    onRefused: (reason) => refused.push(reason),
  });
  context.after(() => receiver.stop());
  return { receiver, verified, refused };
}

function signed(text: string, at = new Date()): Record<string, string> {
  return {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign('msg_1', at, text),
  };
}

test('a right signature is answered with 204 and counted by its event type', async (context) => {
  const { receiver, verified } = await receiverOf(context, secret);
  const answer = await fetch(receiver.url, { method: 'POST', headers: signed(body), body });
  assert.equal(answer.status, 204);
  assert.deepEqual(verified, ['call.ended']);
});

for (const [what, headers, sent] of [
  ['a body changed by one byte', signed(body), body.replace('Zoë', 'Zoe')],
  ['a timestamp older than five minutes', signed(body, new Date(Date.now() - 301_000)), body],
  ['another secret', { ...signed(body), 'webhook-signature': 'v1,AAAA' }, body],
  ['no signature', {}, body],
] as const) {
  test(`rejects ${what} with 401`, async (context) => {
    const { receiver, verified, refused } = await receiverOf(context, secret);
    const answer = await fetch(receiver.url, { method: 'POST', headers, body: sent });
    assert.equal(answer.status, 401);
    assert.deepEqual(verified, []);
    assert.equal(refused.length, 1);
  });
}

test('before the secret is known the answer is 503, so that the sender comes back', async (context) => {
  const { receiver, verified } = await receiverOf(context, undefined);
  const answer = await fetch(receiver.url, { method: 'POST', headers: signed(body), body });
  assert.equal(answer.status, 503);
  assert.deepEqual(verified, []);
});

test('rejects a port that is taken', async (context) => {
  const { receiver } = await receiverOf(context, secret);
  await assert.rejects(
    startReceiver({ port: receiver.port, secret: () => secret, onVerified: () => {}, onRefused: () => {} }),
    { code: 'EADDRINUSE' },
  );
});
