import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEd25519Secret, secretToPublicKey } from '../../../../shared/signature/ed25519-secret.ts';
import { publicKeys } from '../../../../shared/signature/public-keys.ts';
import { createSecret } from '../../../../shared/signature/signing-secret.ts';
import { apiUnderTest } from './api-under-test.ts';

const body = { url: 'https://hooks.example.com/in', events: ['call.ended'] };
const DAY = 86_400_000;

async function subscribed(more: object = {}, role: 'manage' | 'read' = 'manage') {
  const api = apiUnderTest({
    // What reconcile does with the public keys.
    reconcile: async (_account, id) => {
      const secrets = api.stored.subscriptions.get(id)?.secrets ?? [];
      api.stored.publicKeys.set(id, publicKeys(secrets));
    },
  });
  const key = await api.keyOf('acme');
  const created = await api.call('POST', '/v1/subscriptions', { key, body: { ...body, ...more } });
  const path = `/v1/subscriptions/${created.body.id}`;
  const callKey = role === 'manage' ? key : await api.keyOf('acme', role);
  const rotate = (fields?: object) =>
    api.call('POST', `${path}/rotate-secret`, { key: callKey, ...(fields && { body: fields }) });
  const secret = () => api.call('GET', `${path}/secret`, { key: callKey });
  const patch = (fields: object) => api.call('PATCH', path, { key: callKey, body: fields });
  const wellKnown = () => api.call('GET', `/.well-known/webhook-keys/${created.body.id}`, { key: '' });
  return { api, created, path, rotate, secret, patch, wellKnown };
}

test('an ed25519 subscription is created with its public key, and its private key is never shown', async () => {
  const own = createEd25519Secret();
  const { created, secret, rotate, wellKnown } = await subscribed({ signature: 'ed25519', secret: own });
  assert.equal(created.status, 201);
  assert.deepEqual(
    [created.body['signature'], created.body['public_key'], 'secret' in created.body],
    ['ed25519', secretToPublicKey(own), false],
  );
  for (const { text } of [created, await secret(), await rotate(), await wellKnown()])
    assert.ok(!text.includes('whsk_') && !text.includes(own.slice(5, 40)));
});

test('anybody gets the public keys that sign, without a key and for a few minutes', async () => {
  const { api, created, rotate, wellKnown } = await subscribed({ signature: 'ed25519' });
  await rotate({ overlap_seconds: 60 });
  const both = await wellKnown();
  assert.equal(both.status, 200);
  assert.equal(both.headers['cache-control'], 'public, max-age=300');
  const keys = both.body['keys'] as Record<string, string>[];
  assert.equal(keys.length, 2);
  assert.deepEqual(keys[1], {
    public_key: created.body['public_key'],
    algorithm: 'ed25519',
    created_at: '2026-01-15T10:30:00.000Z',
    expires_at: '2026-01-15T10:31:00.000Z',
  });
  assert.equal(keys[0]?.['expires_at'], null);
  api.clock.now += 60_000;
  assert.deepEqual((await wellKnown()).body['keys'], [keys[0]]);
});

test('rejects with 404 a question for the keys of an hmac subscription and of none', async () => {
  const { api, wellKnown } = await subscribed();
  assert.equal((await wellKnown()).status, 404);
  for (const id of ['sub_0190c0ffee0190c0ffee0190c0ffee01', 'x', '..'])
    assert.equal((await api.call('GET', `/.well-known/webhook-keys/${id}`, { key: '' })).status, 404, id);
});

test('a rotation answers with the new secret, and the old one signs for a day more', async () => {
  const { created, rotate, secret } = await subscribed();
  const rotated = await rotate();
  assert.equal(rotated.status, 200);
  assert.match(rotated.body.secret, /^whsec_/);
  assert.notEqual(rotated.body.secret, created.body.secret);
  assert.deepEqual(rotated.body['keys'], [
    {
      signature: 'hmac-sha256',
      secret: rotated.body.secret,
      created_at: '2026-01-15T10:30:00.000Z',
      expires_at: null,
    },
    {
      signature: 'hmac-sha256',
      secret: created.body.secret,
      created_at: '2026-01-15T10:30:00.000Z',
      expires_at: '2026-01-16T10:30:00.000Z',
    },
  ]);
  assert.deepEqual((await secret()).body, rotated.body);
});

test('a rotation may bring its own secret and its own overlap', async () => {
  const { api, created, rotate } = await subscribed();
  const own = createSecret();
  const rotated = await rotate({ secret: own, overlap_seconds: 0 });
  assert.equal(rotated.body.secret, own);
  assert.deepEqual(
    api.stored.subscriptions.get(created.body.id)?.secrets.map(({ secret }) => secret),
    [own],
  );
});

test('expired secrets are dropped by the next write, whatever it changes', async () => {
  const { api, created, rotate, patch } = await subscribed();
  await rotate();
  api.clock.now += DAY;
  await patch({ description: 'x' });
  assert.equal(api.stored.subscriptions.get(created.body.id)?.secrets.length, 1);
});

test('another signature makes a key of that kind at once, and the old secret signs for a day more', async () => {
  const { api, created, patch, secret, wellKnown } = await subscribed();
  const patched = await patch({ signature: 'ed25519' });
  assert.deepEqual([patched.status, patched.body['signature']], [200, 'ed25519']);
  assert.ok(!patched.text.includes('whsec_') && !patched.text.includes('whsk_'));
  const { public_key: publicKey, keys } = (await secret()).body as Record<string, unknown>;
  assert.match(String(publicKey), /^whpk_/);
  assert.equal((keys as { secret?: string }[])[1]?.secret, created.body.secret);
  assert.equal(((await wellKnown()).body['keys'] as unknown[]).length, 1);

  const { secrets: before } = api.stored.subscriptions.get(created.body.id) ?? {};
  await patch({ signature: 'ed25519', description: 'x' });
  assert.deepEqual(api.stored.subscriptions.get(created.body.id)?.secrets, before, 'the same is no change');

  await patch({ signature: null });
  assert.match((await secret()).body.secret, /^whsec_/);
  assert.equal((await wellKnown()).status, 200, 'the old key signs on and stays published');
});

test('rejects a sixth secret with 409, and makes room when the overlap is 0', async () => {
  const { rotate } = await subscribed();
  for (let count = 0; count < 4; count++) assert.equal((await rotate()).status, 200);
  const refused = await rotate();
  assert.deepEqual([refused.status, refused.body.code], [409, 'too_many_secrets']);
  assert.equal((await rotate({ overlap_seconds: 0 })).status, 200);
});

test('rejects, naming the field and without repeating a secret', async () => {
  const { created, rotate, api } = await subscribed();
  const ed25519 = createEd25519Secret();
  for (const [fields, field] of [
    [{ secret: ed25519 }, 'secret'],
    [{ secret: created.body.secret }, 'secret'],
    [{ secret: 'whsec_short' }, 'secret'],
    [{ overlap_seconds: -1 }, 'overlap_seconds'],
    [{ overlap_seconds: 604_801 }, 'overlap_seconds'],
    [{ overlap: 5 }, 'overlap'],
  ] as const) {
    const refused = await rotate(fields);
    assert.deepEqual([refused.status, refused.body.errors.map((error) => error.field)], [422, [field]]);
    assert.ok(!refused.text.includes(ed25519) && !refused.text.includes(created.body.secret));
  }
  const key = await api.keyOf('acme');
  for (const more of [
    { signature: 'ed25519', secret: createSecret() },
    { secret: ed25519 },
    { signature: 'rsa' },
  ]) {
    const refused = await api.call('POST', '/v1/subscriptions', { key, body: { ...body, ...more } });
    assert.equal(refused.status, 422, JSON.stringify(Object.keys(more)));
  }
});

test('rejects a rotation by a key that may only read, and of a subscription that is being deleted', async () => {
  const reading = await subscribed({}, 'read');
  assert.equal((await reading.rotate()).status, 403);
  assert.equal((await reading.secret()).status, 403);
  const { api, created, path, rotate } = await subscribed();
  await api.call('DELETE', path, { key: await api.keyOf('acme') });
  const refused = await rotate();
  assert.deepEqual([refused.status, refused.body.code], [409, 'subscription_deleting']);
  assert.equal(api.stored.subscriptions.get(created.body.id)?.secrets.length, 1);
});

test('rejects a body of a rotation that is no JSON', async () => {
  const { api, path } = await subscribed();
  const call = { key: await api.keyOf('acme'), body: '{"overlap_seconds":' };
  assert.equal((await api.call('POST', `${path}/rotate-secret`, call)).status, 400);
});
