import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ProblemError } from '../../../../shared/problem/problem-error.ts';
import { liveSecrets } from '../../../../shared/signature/live-secrets.ts';
import { rotateSecrets } from '../../../../shared/signature/rotate-secrets.ts';
import type { SigningSecret } from '../../../../shared/subscription/subscription.ts';

const NOW = 1_000_000;
const first: SigningSecret = { secret: 'whsec_first', createdAt: 0 };

test('the new secret is the first, and the old one signs until the overlap ends', () => {
  const secrets = rotateSecrets([first], { secret: 'whsec_new', now: NOW, overlapSeconds: 60 });
  assert.deepEqual(secrets, [
    { secret: 'whsec_new', createdAt: NOW },
    { ...first, expiresAt: NOW + 60_000 },
  ]);
  assert.deepEqual(liveSecrets(secrets, NOW + 59_999), ['whsec_new', 'whsec_first']);
  assert.deepEqual(liveSecrets(secrets, NOW + 60_000), ['whsec_new']);
});

test('an overlap of 0 ends the older secrets at once', () => {
  const secrets = rotateSecrets([first], { secret: 'whsec_new', now: NOW, overlapSeconds: 0 });
  assert.deepEqual(secrets, [{ secret: 'whsec_new', createdAt: NOW }]);
});

test('a secret that was already ending does not live longer by another rotation', () => {
  const ending = { ...first, expiresAt: NOW + 5_000 };
  const [, kept] = rotateSecrets([ending], { secret: 'whsec_new', now: NOW, overlapSeconds: 60 });
  assert.equal(kept?.expiresAt, NOW + 5_000);
});

test('expired secrets are dropped', () => {
  const expired = { ...first, expiresAt: NOW };
  assert.equal(rotateSecrets([expired], { secret: 'whsec_new', now: NOW, overlapSeconds: 60 }).length, 1);
});

test('five secrets may sign at once; rejects a sixth and says when there is room', () => {
  let secrets: readonly SigningSecret[] = [first];
  for (let count = 1; count < 5; count++)
    secrets = rotateSecrets(secrets, { secret: `whsec_${count}`, now: NOW + count, overlapSeconds: 60 });
  assert.equal(secrets.length, 5);
  const rotation = { secret: 'whsec_six', now: NOW + 10, overlapSeconds: 60 };
  assert.throws(
    () => rotateSecrets(secrets, rotation),
    (error) =>
      error instanceof ProblemError &&
      error.code === 'too_many_secrets' &&
      error.message.includes(new Date(NOW + 60_001).toISOString()),
  );
  assert.equal(rotateSecrets(secrets, { ...rotation, overlapSeconds: 0 }).length, 1);
  assert.equal(rotateSecrets(secrets, { ...rotation, now: NOW + 60_001 }).length, 5);
});

test('rejects a secret that signs already', () => {
  assert.throws(
    () => rotateSecrets([first], { secret: first.secret, now: NOW, overlapSeconds: 60 }),
    (error) => error instanceof ProblemError && error.code === 'invalid_fields',
  );
});
