import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Subscription } from '../../../../shared/subscription/subscription.ts';
import { apiUnderTest } from './api-under-test.ts';

const body = { url: 'https://hooks.example.com/in', events: ['call.ended'] };

async function subscribed(fields: Partial<Subscription> = {}) {
  const api = apiUnderTest();
  const key = await api.keyOf('acme');
  const { id } = (await api.call('POST', '/v1/subscriptions', { key, body })).body;
  const stored = () => api.stored.subscriptions.get(id) as Subscription;
  api.stored.subscriptions.set(id, { ...stored(), status: 'active', ...fields });
  const move = (name: string, call: { body?: unknown; key?: string } = {}) =>
    api.call('POST', `/v1/subscriptions/${id}/${name}`, { key, ...call });
  return { api, id, move, stored };
}

test('a paused subscription is shown with the time and made true, and resumes', async () => {
  const { api, id, move, stored } = await subscribed();
  const paused = await move('pause');
  assert.equal(paused.status, 200);
  assert.deepEqual(
    [paused.body['status'], paused.body['status_reason'], paused.body['paused_at']],
    ['paused', 'by_hand', '2026-01-15T10:30:00.000Z'],
  );
  const resumed = await move('resume');
  assert.deepEqual(
    [resumed.body['status'], resumed.body['status_reason'], resumed.body['paused_at']],
    ['active', null, null],
  );
  assert.equal(stored().generation, 3);
  assert.deepEqual(api.reconciled, [id, id, id]);
});

test('a disabled subscription has a code and the words that were given, is announced, and is enabled with no failures', async () => {
  const { move, stored } = await subscribed({ failuresInRow: 40, failingSince: 1, breakerOpenUntil: 2 });
  const disabled = await move('disable', { body: { reason: 'Vertrag gekündigt 😀' } });
  assert.equal(disabled.status, 200);
  assert.deepEqual(
    [disabled.body['status'], disabled.body['status_reason'], disabled.body['disabled_at']],
    ['disabled', 'by_hand', '2026-01-15T10:30:00.000Z'],
  );
  assert.deepEqual(
    stored().announcements?.map(({ type, data }) => [type, data['reason'], data['detail']]),
    [['subscription.disabled', 'by_hand', 'Vertrag gekündigt 😀']],
  );
  assert.equal(disabled.body['status_detail'], 'Vertrag gekündigt 😀');
  const enabled = await move('enable');
  const { status, disabled_at: at, status_reason: code, status_detail: words } = enabled.body;
  assert.deepEqual([status, at, code, words], ['active', null, null, null]);
  assert.deepEqual(enabled.body['health'], {
    failing_since: null,
    failures_in_row: 0,
    breaker: 'closed',
    open_until: null,
  });
});

test('a repeat answers 200 and writes, announces and provisions nothing', async () => {
  for (const [move, status] of [
    ['pause', 'paused'],
    ['resume', 'active'],
    ['disable', 'disabled'],
    ['enable', 'active'],
  ] as const) {
    const subscription = await subscribed({ status });
    const before = subscription.stored();
    const answer = await subscription.move(move);
    assert.deepEqual([answer.status, answer.body['status']], [200, status], move);
    assert.equal(subscription.stored(), before);
    assert.equal(subscription.api.reconciled.length, 1, 'only the creation');
  }
});

test('rejects an illegal move with the status got and those that allow it, and writes nothing', async () => {
  for (const [move, status, allowed] of [
    ['pause', 'disabled', 'provisioning, active, paused'],
    ['pause', 'deleting', 'provisioning, active, paused'],
    ['resume', 'provisioning', 'active, paused'],
    ['resume', 'disabled', 'active, paused'],
    ['resume', 'deleting', 'active, paused'],
    ['disable', 'deleting', 'provisioning, active, paused, disabled'],
    ['enable', 'provisioning', 'active, disabled'],
    ['enable', 'paused', 'active, disabled'],
    ['enable', 'deleting', 'active, disabled'],
  ] as const) {
    const subscription = await subscribed({ status });
    const refused = await subscription.move(move);
    assert.deepEqual([refused.status, refused.body.code], [409, 'illegal_move'], `${move} ${status}`);
    assert.ok(refused.body.detail.includes(` is ${status} `), refused.body.detail);
    assert.ok(refused.body.detail.endsWith(`from ${allowed}.`), refused.body.detail);
    assert.equal(subscription.stored().generation, 1);
  }
});

test('rejects a reason that is no short text, and any body of the other moves', async () => {
  for (const [move, bad, field] of [
    ['disable', { reason: '' }, 'reason'],
    ['disable', { reason: 'x'.repeat(201) }, 'reason'],
    ['disable', { reason: 7 }, 'reason'],
    ['disable', { because: 'x' }, 'because'],
    ['disable', ['x'], '(body)'],
    ['pause', { reason: 'x' }, 'reason'],
    ['resume', { reason: 'x' }, 'reason'],
    ['enable', null, '(body)'],
  ] as const) {
    const subscription = await subscribed();
    const refused = await subscription.move(move, { body: bad });
    assert.equal(refused.status, 422, `${move} ${JSON.stringify(bad)}`);
    assert.deepEqual(
      refused.body.errors.map((error) => error.field),
      [field],
    );
    assert.equal(subscription.stored().status, 'active');
  }
});

test('a move takes an empty object, and disabling a null reason', async () => {
  for (const [move, given] of [
    ['pause', {}],
    ['disable', { reason: null }],
  ] as const) {
    const answer = await (await subscribed()).move(move, { body: given });
    assert.deepEqual([answer.status, answer.body['status_reason']], [200, 'by_hand']);
  }
});

test("rejects moves by a key that may only read, and of another account's subscription", async () => {
  const { api, move, stored } = await subscribed();
  const [read, other] = [await api.keyOf('acme', 'read'), await api.keyOf('globex')];
  for (const name of ['pause', 'resume', 'disable', 'enable']) {
    assert.equal((await move(name, { key: read })).status, 403, name);
    assert.equal((await move(name, { key: other })).status, 404, name);
  }
  assert.equal(stored().generation, 1);
});

test('a rotation, and a change of the signature, are announced', async () => {
  const { api, id, move, stored } = await subscribed();
  assert.equal((await move('rotate-secret')).status, 200);
  const patch = { key: await api.keyOf('acme'), body: { signature: 'ed25519' } };
  assert.equal((await api.call('PATCH', `/v1/subscriptions/${id}`, patch)).status, 200);
  const { announcements = [] } = stored();
  assert.deepEqual(
    announcements.map(({ type, data }) => [type, data['overlap_until']]),
    [
      ['subscription.secret_rotated', '2026-01-16T10:30:00.000Z'],
      ['subscription.secret_rotated', '2026-01-16T10:30:00.000Z'],
    ],
  );
  assert.equal(new Set(announcements.map(({ idempotencyKey }) => idempotencyKey)).size, 2);
});
