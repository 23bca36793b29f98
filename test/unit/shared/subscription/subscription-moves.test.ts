import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  moveSubscription,
  statusesThatAllow,
  type SubscriptionMove,
} from '../../../../shared/subscription/subscription-moves.ts';
import type { SubscriptionStatus } from '../../../../shared/subscription/subscription.ts';

const no = undefined;

/** Every status and every move; `no` where the move is not legal. */
const table: Readonly<
  Record<SubscriptionStatus, Readonly<Record<SubscriptionMove, SubscriptionStatus | undefined>>>
> = {
  provisioning: {
    settle: 'active',
    pause: 'paused',
    resume: no,
    disable: 'disabled',
    enable: no,
    delete: 'deleting',
  },
  active: {
    settle: no,
    pause: 'paused',
    resume: 'active',
    disable: 'disabled',
    enable: 'active',
    delete: 'deleting',
  },
  paused: {
    settle: no,
    pause: 'paused',
    resume: 'active',
    disable: 'disabled',
    enable: no,
    delete: 'deleting',
  },
  disabled: {
    settle: no,
    pause: no,
    resume: no,
    disable: 'disabled',
    enable: 'active',
    delete: 'deleting',
  },
  deleting: { settle: no, pause: no, resume: no, disable: no, enable: no, delete: 'deleting' },
};

for (const [status, moves] of entriesOf(table))
  for (const [move, to] of entriesOf(moves))
    test(`${move} of a subscription that is ${status} ${to ? `leads to ${to}` : 'is not legal'}`, () => {
      assert.equal(moveSubscription(status, move), to);
      assert.equal(statusesThatAllow(move).includes(status), to !== undefined);
    });

test('a repeated move by hand changes nothing', () => {
  for (const status of keysOf(table))
    for (const move of ['pause', 'resume', 'disable', 'enable', 'delete'] as const) {
      const to = moveSubscription(status, move);
      if (to !== undefined) assert.equal(moveSubscription(to, move), to, `${move} twice from ${status}`);
    }
});

test('nothing leads back from deleting, and nothing leads back to provisioning', () => {
  assert.deepEqual(
    Object.values(table.deleting).filter((to) => to !== undefined),
    ['deleting'],
  );
  assert.ok(!Object.values(table).some((moves) => Object.values(moves).includes('provisioning')));
});

function keysOf<Key extends string>(record: Readonly<Record<Key, unknown>>): readonly Key[] {
  return Object.keys(record) as Key[];
}

function entriesOf<Key extends string, Value>(record: Readonly<Record<Key, Value>>) {
  return Object.entries(record) as [Key, Value][];
}
