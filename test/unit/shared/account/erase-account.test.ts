import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { newApiKey } from '../../../../shared/account/api-key.ts';
import { beginErasure } from '../../../../shared/account/begin-erasure.ts';
import { defaultLimits } from '../../../../shared/account/default-limits.ts';
import { eraseAccount } from '../../../../shared/account/erase-account.ts';
import { createErasureList } from '../../../../shared/account/erasure-list.ts';
import { newAuditId } from '../../../../shared/audit/audit-entry.ts';
import { auditPartition, createAuditLog } from '../../../../shared/audit/audit-log.ts';
import { removePartition } from '../../../../shared/storage/remove-partition.ts';
import type { SubscriptionOutline } from '../../../../shared/subscription/subscription-outline.ts';
import type { Subscription } from '../../../../shared/subscription/subscription.ts';
import { accountsTable } from './accounts-table.ts';

/** An account with two keys, a session, three entries of its audit log, and subscriptions in memory. */
async function anAccount(context: TestContext, statuses: readonly Subscription['status'][] = []) {
  const world = await accountsTable(context);
  const { accounts, keys, dynamodb, table } = world;
  const auditLog = createAuditLog({ dynamodb, table, now: () => 0 });
  await accounts.create({ id: 'acme', limits: defaultLimits, createdAt: 5, updatedAt: 5 });
  for (const more of [{}, {}, { expiresAt: 9e12 }])
    await keys.add(newApiKey({ accountId: 'acme', role: 'read', now: 5, ...more }).stored);
  for (const fields of [[], ['url'], []])
    await auditLog.add('acme', {
      id: newAuditId(),
      at: 5,
      actor: { type: 'key' },
      action: 'x',
      fields,
      requestId: 'r',
    });
  const subscriptions = statuses.map((status, index) => ({ id: `sub_${index}`, status }));
  const [erased, reconciled]: [string[], string[]] = [[], []];
  /** Those that another write comes between. */
  const moved = new Set<string>();
  const erasures = createErasureList({ dynamodb, table, now: () => world.clock.now });
  const erasure = {
    accounts,
    keys,
    erasures,
    cipher: { erase: async (id: string) => void erased.push(id) },
    subscriptions: {
      list: async () => ({ subscriptions: subscriptions as unknown as SubscriptionOutline[] }),
      changeSeen: async ({ id }: { readonly id: string }, patch: object) => {
        if (moved.delete(id)) return false;
        Object.assign(subscriptions.find((subscription) => subscription.id === id) ?? {}, patch);
        return true;
      },
    },
    reconcileOne: async ({ id }: { readonly id: string }) => void reconciled.push(id),
    removeDeliveries: async (_id: string) => true,
    removeRows: (id: string) => removePartition({ dynamodb, table }, auditPartition(id), () => true),
    hasTime: () => true,
    now: () => world.clock.now,
    quietMs: 0,
  };
  return { ...world, erasure, erasures, subscriptions, erased, reconciled, moved };
}

test('the key goes before what it protects is removed, and the account last', async (context) => {
  const { erasure, erased, accounts, rows } = await anAccount(context);
  await beginErasure(erasure, 'acme', 6);
  const seen: unknown[] = [];
  const removeDeliveries = async () => {
    seen.push([...erased], (await accounts.get('acme'))?.id);
    return seen.length > 2;
  };
  assert.equal(await eraseAccount({ ...erasure, removeDeliveries }, 'acme'), false);
  assert.equal(await eraseAccount({ ...erasure, removeDeliveries }, 'acme'), true);
  assert.deepEqual(seen, [['acme'], 'acme', ['acme', 'acme'], 'acme']);
  assert.deepEqual(await rows(), []);
});

test('keys end at once, ended ones too, and nothing else is removed before what was under way is over', async (context) => {
  const { erasure, erased, keys, clock, rows } = await anAccount(context);
  await keys.add(newApiKey({ accountId: 'acme', role: 'read', now: 5, expiresAt: 6 }).stored);
  await beginErasure(erasure, 'acme', clock.now);
  assert.deepEqual((await rows()).filter(isKey), []);
  const quietMs = 500;
  clock.now += 499;
  assert.equal(await eraseAccount({ ...erasure, quietMs }, 'acme'), false);
  assert.deepEqual(
    [erased, (await rows()).length],
    [['acme'], 6],
    'account, entry, list, three of its audit log',
  );
  clock.now += 1;
  assert.equal(await eraseAccount({ ...erasure, quietMs }, 'acme'), true);
  assert.deepEqual(await rows(), []);
});

test('two runs never erase one account at once, and one that died is followed a little later', async (context) => {
  const { erasure, erasures, erased, clock } = await anAccount(context);
  await beginErasure(erasure, 'acme', 6);
  const removeDeliveries = async () => {
    assert.equal(await eraseAccount(erasure, 'acme'), false, 'the other leaves it alone');
    return false;
  };
  assert.equal(await eraseAccount({ ...erasure, removeDeliveries }, 'acme'), false);
  assert.deepEqual(erased, ['acme']);
  assert.ok(await erasures.take('acme'), 'given back');
  clock.now += 70_000;
  assert.equal(await eraseAccount(erasure, 'acme'), false);
  clock.now += 1;
  assert.equal(await eraseAccount(erasure, 'acme'), true);
});

test('the key goes first, and each subscription is deleted once, however often another write comes between', async (context) => {
  const world = await anAccount(context, ['active', 'deleting', 'paused']);
  const { erasure, erasures, subscriptions, erased, reconciled, accounts, moved } = world;
  const statuses = () => subscriptions.map(({ status }) => status);
  await beginErasure(erasure, 'acme', 6);
  moved.add('sub_2');
  assert.equal(await eraseAccount(erasure, 'acme'), false);
  assert.deepEqual([statuses(), erased], [['deleting', 'deleting', 'paused'], ['acme']]);
  assert.equal(await eraseAccount(erasure, 'acme'), false);
  assert.deepEqual(
    [statuses(), reconciled],
    [
      ['deleting', 'deleting', 'deleting'],
      ['sub_0', 'sub_2'],
    ],
  );
  assert.equal(await eraseAccount(erasure, 'acme'), false);
  assert.deepEqual([reconciled.length, await erasures.list()], [2, ['acme']]);
  subscriptions.length = 0;
  assert.equal(await eraseAccount(erasure, 'acme'), true);
  assert.deepEqual([await erasures.list(), await accounts.get('acme')], [[], undefined]);
});

test('an erasure that is short of time stops between two steps', async (context) => {
  const { erasure, subscriptions, erased, accounts } = await anAccount(context, ['active', 'active']);
  await beginErasure(erasure, 'acme', 6);
  let steps = 0;
  const hasTime = () => steps++ < 1;
  assert.equal(await eraseAccount({ ...erasure, hasTime }, 'acme'), false);
  assert.deepEqual(
    subscriptions.map(({ status }) => status),
    ['deleting', 'active'],
  );
  subscriptions.length = 0;
  assert.equal(await eraseAccount({ ...erasure, removeRows: async () => false }, 'acme'), false);
  assert.deepEqual([erased, (await accounts.get('acme'))?.id], [['acme', 'acme'], 'acme']);
});

test('an account that was made anew under the id of an erased one is left alone', async (context) => {
  const { erasure, erasures, accounts, erased } = await anAccount(context);
  await erasures.add('acme');
  assert.equal(await eraseAccount(erasure, 'acme'), true);
  assert.deepEqual([erased, (await accounts.get('acme'))?.id], [[], 'acme']);
});

function isKey({ pk, sk }: Record<string, unknown>): boolean {
  return [pk, sk].some((part) => String(part).startsWith('KEY'));
}
