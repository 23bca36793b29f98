import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashKey, isApiKey, isKeyId, newApiKey } from '../../../../shared/account/api-key.ts';

test('a new key has 256 random bits, and what is stored of it does not contain it', () => {
  const made = Array.from({ length: 100 }, () => newApiKey({ accountId: 'acme', role: 'read', now: 5 }));
  assert.equal(new Set(made.map(({ key }) => key)).size, 100);
  for (const { key, stored } of made) {
    assert.ok(isApiKey(key) && isKeyId(stored.id));
    assert.equal(Buffer.from(key.slice(4), 'base64url').length, 32);
    assert.deepEqual(stored, {
      id: stored.id,
      accountId: 'acme',
      role: 'read',
      hash: hashKey(key),
      last4: key.slice(-4),
      createdAt: 5,
    });
  }
});

test('a text of another form is no key', () => {
  for (const text of [
    '',
    'whk_',
    `whk_${'a'.repeat(42)}`,
    `whk_${'a'.repeat(44)}`,
    `whk_${'+'.repeat(43)}`,
    `x${'a'.repeat(46)}`,
  ])
    assert.equal(isApiKey(text), false, text);
});
