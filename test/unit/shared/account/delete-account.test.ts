import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultLimits } from '../../../../shared/account/default-limits.ts';
import { newApiKey } from '../../../../shared/account/api-key.ts';
import { deleteAccount } from '../../../../shared/account/delete-account.ts';
import type { SubscriptionStore } from '../../../../shared/subscription/subscription-store.ts';
import { accountsTable } from './accounts-table.ts';

const none: Pick<SubscriptionStore, 'list'> = { list: () => Promise.resolve({ subscriptions: [] }) };

test('a deletion that dies at any write is finished by repeating it, and leaves nothing', async (context) => {
  for (let writes = 0; ; writes++) {
    const { accounts, keys, dieAfter, live, rows } = await accountsTable(context);
    await accounts.create({ id: 'acme', limits: defaultLimits, createdAt: 5, updatedAt: 5 });
    for (const role of ['manage', 'read'] as const)
      await keys.add(newApiKey({ accountId: 'acme', role, now: 5 }).stored);
    const erased: string[] = [];
    const cipher = { erase: async (id: string) => void erased.push(id) };
    const stores = { accounts, keys, subscriptions: none, cipher };
    dieAfter(writes);
    const died = await deleteAccount(stores, 'acme', 6).then(
      () => false,
      () => true,
    );
    live();
    if (!died) {
      assert.equal(writes, 7, 'the mark, two rows for each key, two for the account');
      assert.deepEqual(erased, ['acme'], 'what was recorded for it can still be read');
      return assert.deepEqual(await rows(), []);
    }
    // The account's own row may be gone, and with it everything but its entry in the list, which is not shown.
    if (await accounts.get('acme')) await deleteAccount(stores, 'acme', 7);
    assert.deepEqual((await accounts.list({ limit: 10 })).accounts, []);
    assert.deepEqual((await keys.list('acme', { limit: 10 })).keys, []);
    assert.ok(
      (await rows()).every(({ pk }) => pk === 'ACCOUNTS'),
      `after ${writes} writes`,
    );
  }
});
