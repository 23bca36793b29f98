import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { sign } from '../../../../shared/signature/sign.ts';
import { createSecret, isSecret } from '../../../../shared/signature/signing-secret.ts';

const timestampSeconds = Math.floor(Date.now() / 1_000);
const message = { id: 'msg_1', timestampSeconds, body: '{"event":"call.ended"}' };

const headersOf = (signature: string) => ({
  'webhook-id': message.id,
  'webhook-timestamp': String(timestampSeconds),
  'webhook-signature': signature,
});

test('the reference library of Standard Webhooks verifies a signature', () => {
  const secret = createSecret();
  const verified = new Webhook(secret).verify(message.body, headersOf(sign([secret], message)));
  assert.deepEqual(verified, { event: 'call.ended' });
});

test('during a rotation receivers with the old and with the new secret verify the same attempt', () => {
  const secrets = [createSecret(), createSecret()];
  const signature = sign(secrets, message);
  for (const secret of secrets) new Webhook(secret).verify(message.body, headersOf(signature));
});

test('rejects a body that was changed by one byte', () => {
  const secret = createSecret();
  const headers = headersOf(sign([secret], message));
  assert.throws(() => new Webhook(secret).verify(`${message.body} `, headers));
});

test('the vector of the Standard Webhooks specification is met', () => {
  const signature = sign(['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'], {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestampSeconds: 1614265330,
    body: '{"test": 2432232314}',
  });
  assert.equal(signature, 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

test('a new secret is whsec_ and 32 bytes', () => {
  assert.match(createSecret(), /^whsec_[A-Za-z0-9+/]{43}=$/);
  assert.ok(isSecret(createSecret()));
});

for (const [why, text] of [
  ['without its prefix', Buffer.alloc(32).toString('base64')],
  ['of 23 bytes', `whsec_${Buffer.alloc(23).toString('base64')}`],
  ['of 65 bytes', `whsec_${Buffer.alloc(65).toString('base64')}`],
  ['that is not base64', `whsec_${'!'.repeat(40)}`],
] as const)
  test(`rejects a secret ${why}`, () => assert.equal(isSecret(text), false));
