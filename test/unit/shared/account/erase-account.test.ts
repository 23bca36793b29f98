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
import type { SubscriptionChange } from '../../../../shared/subscription/subscription-store.ts';
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
  const erasures = createErasureList({ dynamodb, table });
  const erasure = {
    accounts,
    keys,
    erasures,
    cipher: { erase: async (id: string) => void erased.push(id) },
    subscriptions: {
      list: async () => ({ subscriptions: subscriptions as unknown as SubscriptionOutline[] }),
      change: async (_account: string, id: string, change: SubscriptionChange) => {
        const found = subscriptions.find((subscription) => subscription.id === id);
        Object.assign(found ?? {}, change(found as unknown as Subscription));
        return found as unknown as Subscription;
      },
    },
    reconcileOne: async ({ id }: { readonly id: string }) => void reconciled.push(id),
    removeRows: (id: string) => removePartition({ dynamodb, table }, auditPartition(id), () => true),
    hasTime: () => true,
    now: () => 7,
  };
  return { ...world, erasure, erasures, subscriptions, erased, reconciled };
}

test('an erasure that dies at any write is gone on with, and leaves nothing', async (context) => {
  for (let writes = 0; ; writes++) {
    const { erasure, erasures, dieAfter, live, rows, accounts, keys, erased } = await anAccount(context);
    dieAfter(writes);
    const died = await beginErasure(erasure, 'acme', 6)
      .then(() => eraseAccount(erasure, 'acme'))
      .then(
        (gone) => !gone,
        () => true,
      );
    live();
    if (!died) {
      assert.equal(writes, 14, 'list, mark, 2 rows of 3 keys, 3 entries, 2 rows of the account, list');
      assert.deepEqual([await rows(), erased], [[], ['acme']]);
      return;
    }
    // The caller, who has no answer, asks again; and where there is nothing to ask for, the tick ends it.
    await beginErasure(erasure, 'acme', 6);
    for (const id of await erasures.list()) assert.ok(await eraseAccount(erasure, id));
    assert.deepEqual((await keys.list('acme', { limit: 10 })).keys, []);
    assert.deepEqual((await accounts.list({ limit: 10 })).accounts, []);
    assert.ok(
      (await rows()).every(({ pk }) => pk === 'ACCOUNTS'),
      `after ${writes} writes nothing is left but an entry that is not shown`,
    );
    assert.ok(erased.includes('acme'));
  }
});

test('the key is needed until the last subscription is gone, and each is deleted once', async (context) => {
  const { erasure, erasures, subscriptions, erased, reconciled, accounts } = await anAccount(context, [
    'active',
    'deleting',
    'paused',
  ]);
  await beginErasure(erasure, 'acme', 6);
  assert.equal(await eraseAccount(erasure, 'acme'), false);
  assert.deepEqual(
    subscriptions.map(({ status }) => status),
    ['deleting', 'deleting', 'deleting'],
  );
  assert.deepEqual([reconciled, erased], [['sub_0', 'sub_2'], []]);
  assert.equal(await eraseAccount(erasure, 'acme'), false);
  assert.deepEqual([reconciled.length, await erasures.list()], [2, ['acme']]);
  subscriptions.length = 0;
  assert.equal(await eraseAccount(erasure, 'acme'), true);
  assert.deepEqual([erased, await erasures.list(), await accounts.get('acme')], [['acme'], [], undefined]);
});

test('an erasure that is short of time stops between two steps', async (context) => {
  const { erasure, subscriptions, erased } = await anAccount(context, ['active', 'active']);
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
  assert.deepEqual(erased, []);
});

test('an account that was made anew under the id of an erased one is left alone', async (context) => {
  const { erasure, erasures, accounts, erased } = await anAccount(context);
  await erasures.add('acme');
  assert.equal(await eraseAccount(erasure, 'acme'), true);
  assert.deepEqual([erased, (await accounts.get('acme'))?.id], [[], 'acme']);
});
