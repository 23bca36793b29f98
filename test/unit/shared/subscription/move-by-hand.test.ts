import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ProblemError } from '../../../../shared/problem/problem-error.ts';
import { type MoveByHand, moveByHand } from '../../../../shared/subscription/move-by-hand.ts';
import { HEALTH_ATTRIBUTES, subscriptionToRow } from '../../../../shared/subscription/subscription-row.ts';
import type { Subscription } from '../../../../shared/subscription/subscription.ts';
import { aSubscription } from '../../../fixtures/a-subscription.ts';

const NOW = Date.UTC(2026, 0, 15, 10, 30);

function moved(fields: Partial<Subscription>, move: MoveByHand, detail?: string): Subscription {
  const current = aSubscription(fields);
  // Only fields that may be missing are ever given as undefined.
  return { ...current, ...moveByHand(move, { now: NOW, detail })(current) } as Subscription;
}

const failing = {
  failuresInRow: 12,
  failingSince: 1,
  warnedAt: 2,
  disableAt: 3,
  breakerOpenUntil: 4,
  breakerCooldownMs: 5,
  probeUntil: 6,
};

test('pausing notes when and why, and leaves the health of the endpoint as it is', () => {
  const paused = moved({ ...failing, status: 'active' }, 'pause');
  assert.deepEqual(paused, {
    ...aSubscription(failing),
    status: 'paused',
    statusReason: 'by_hand',
    pausedAt: NOW,
  });
});

test('disabling is announced in the same write, with a code and the words that were given', () => {
  const disabled = moved({ status: 'active', generation: 7 }, 'disable', 'the contract ended');
  assert.deepEqual(
    [disabled.status, disabled.statusReason, disabled.statusDetail, disabled.disabledAt],
    ['disabled', 'by_hand', 'the contract ended', NOW],
  );
  assert.deepEqual(disabled.announcements, [
    {
      type: 'subscription.disabled',
      idempotencyKey: `${disabled.id}:8:subscription.disabled`,
      at: NOW,
      data: {
        subscription_id: disabled.id,
        url: disabled.url,
        reason: 'by_hand',
        detail: 'the contract ended',
        disabled_at: '2026-01-15T10:30:00.000Z',
      },
    },
  ]);
});

test('disabling keeps the announcements that still wait', () => {
  const waiting = { type: 'subscription.failing', idempotencyKey: 'x', at: 1, data: {} } as const;
  const { announcements } = moved({ announcements: [waiting] }, 'disable');
  assert.deepEqual(
    announcements?.map(({ type }) => type),
    ['subscription.failing', 'subscription.disabled'],
  );
});

test('a paused subscription that is disabled is not paused any more', () => {
  const { pausedAt, backlogWarnedAt, status } = moved(
    { status: 'paused', pausedAt: 1, backlogWarnedAt: 2, statusReason: 'by_hand' },
    'disable',
  );
  assert.deepEqual([status, pausedAt, backlogWarnedAt], ['disabled', undefined, undefined]);
});

for (const [move, from] of [
  ['resume', 'paused'],
  ['enable', 'disabled'],
] as const)
  test(`${move} forgets why the subscription was ${from}, and every failure`, () => {
    const before = {
      pausedAt: 1,
      disabledAt: 2,
      backlogWarnedAt: 3,
      statusReason: 'failing',
      statusDetail: 'x',
    } as const;
    const after = moved({ ...failing, ...before, status: from }, move);
    assert.deepEqual(JSON.parse(JSON.stringify(after)), aSubscription());
  });

test('resuming and enabling clear every attribute of health that the row can have', () => {
  for (const [move, status] of [
    ['resume', 'paused'],
    ['enable', 'disabled'],
  ] as const) {
    const patch = subscriptionToRow(moveByHand(move, { now: NOW })(aSubscription({ status })));
    for (const attribute of HEALTH_ATTRIBUTES)
      assert.ok(attribute in patch && patch[attribute] === undefined, attribute);
  }
});

test('a repeat changes nothing and announces nothing', () => {
  for (const [move, status] of [
    ['pause', 'paused'],
    ['resume', 'active'],
    ['disable', 'disabled'],
    ['enable', 'active'],
  ] as const)
    assert.deepEqual(moveByHand(move, { now: NOW, detail: 'x' })(aSubscription({ status })), {}, move);
});

test('rejects an illegal move, naming the status got and those that allow it', () => {
  assert.throws(
    () => moved({ status: 'disabled' }, 'resume'),
    (error) =>
      error instanceof ProblemError &&
      error.code === 'illegal_move' &&
      error.message.endsWith(
        'is disabled and cannot be moved by resume, which is possible from active, paused.',
      ),
  );
});
