import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import {
  createEd25519Secret,
  isEd25519Secret,
  secretToPublicKey,
} from '../../../../shared/signature/ed25519-secret.ts';
import { sign } from '../../../../shared/signature/sign.ts';
import { createSecret } from '../../../../shared/signature/signing-secret.ts';
import { verifyEd25519 } from '../../../fixtures/verify-ed25519.ts';

const timestampSeconds = Math.floor(Date.now() / 1_000);
const message = { id: 'msg_1', timestampSeconds, body: '{"event":"call.ended"}' };
const secret =
  'whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==';
const seed = `whsk_${Buffer.from(secret.slice(5), 'base64').subarray(0, 32).toString('base64')}`;

const headersOf = (signature: string) => ({
  'webhook-id': message.id,
  'webhook-timestamp': String(timestampSeconds),
  'webhook-signature': signature,
});

test('a signature is the one that another sender of Standard Webhooks makes with the same key', () => {
  const signature = sign([secret], {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestampSeconds: 1614265330,
    body: '{"test": 2432232314}',
  });
  assert.equal(
    signature,
    'v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==',
  );
});

test('the public key of a secret is the one of RFC 8032, with the seed alone too', () => {
  // https://www.rfc-editor.org/rfc/rfc8032#section-7.1, TEST 2
  const ofTheRfc = Buffer.from('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb', 'hex');
  const publicOfTheRfc = '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c';
  const publicKey = secretToPublicKey(`whsk_${ofTheRfc.toString('base64')}`);
  assert.equal(publicKey, `whpk_${Buffer.from(publicOfTheRfc, 'hex').toString('base64')}`);
  assert.equal(secretToPublicKey(secret), secretToPublicKey(seed));
  assert.equal(sign([secret], message), sign([seed], message));
});

test('a new secret is 64 bytes whose second half is the public key, and signs what a receiver verifies', () => {
  const created = createEd25519Secret();
  assert.ok(isEd25519Secret(created));
  const publicHalf = Buffer.from(created.slice(5), 'base64').subarray(32);
  assert.equal(secretToPublicKey(created), `whpk_${publicHalf.toString('base64')}`);
  verifyEd25519([secretToPublicKey(created)], headersOf(sign([created], message)), message.body);
  assert.notEqual(created, createEd25519Secret());
});

test('a receiver of either kind verifies a request that carries both signatures', () => {
  const hmac = createSecret();
  const signature = sign([secret, hmac], message);
  assert.match(signature, /^v1a,[^ ]+ v1,[^ ]+$/);
  verifyEd25519([secretToPublicKey(secret)], headersOf(signature), message.body);
  new Webhook(hmac).verify(message.body, headersOf(signature));
});

test('rejects a changed body, and a signature of another key', () => {
  const headers = headersOf(sign([secret], message));
  assert.throws(() => verifyEd25519([secretToPublicKey(secret)], headers, `${message.body} `));
  assert.throws(() => verifyEd25519([secretToPublicKey(createEd25519Secret())], headers, message.body));
});

for (const [why, text] of [
  ['of the other kind', createSecret()],
  ['without its prefix', secret.slice(5)],
  ['that is a public key', secretToPublicKey(secret)],
  ['of 33 bytes', `whsk_${Buffer.alloc(33).toString('base64')}`],
  ['whose public half belongs to another seed', `${secret.slice(0, -4)}AA==`],
  ['that is not base64', `whsk_${'!'.repeat(44)}`],
] as const)
  test(`rejects a secret ${why}`, () => assert.equal(isEd25519Secret(text), false));
