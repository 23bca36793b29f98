import type { AccountCipher } from '../encryption/account-cipher.ts';
import { ProblemError } from '../problem/problem-error.ts';
import type { SubscriptionStore } from '../subscription/subscription-store.ts';
import type { AccountStore } from './account-store.ts';
import type { KeyStore } from './key-store.ts';

/**
 * Deletes an account that has no subscriptions, its API keys, and its data key: what was recorded of its deliveries can
 * be read no more. It is marked first, so that nothing new is made for it meanwhile; interrupted anywhere, it is finished
 * by being called again.
 * @throws {ProblemError} `not_found`, or `account_in_use` while it has subscriptions, also such as are being deleted
 */
export async function deleteAccount(
  stores: {
    readonly accounts: AccountStore;
    readonly keys: KeyStore;
    readonly subscriptions: Pick<SubscriptionStore, 'list'>;
    readonly cipher: Pick<AccountCipher, 'erase'>;
  },
  id: string,
  now: number,
): Promise<void> {
  const { accounts, keys, subscriptions, cipher } = stores;
  if (!(await accounts.change(id, { deletingAt: now })))
    throw new ProblemError('not_found', `There is no account ${id}.`);
  const [first] = (await subscriptions.list(id, { limit: 1 })).subscriptions;
  if (first) {
    await accounts.change(id, { deletingAt: undefined });
    throw new ProblemError(
      'account_in_use',
      `Account ${id} still has subscriptions, ${first.id} (${first.status}) for one. Delete them, wait until they are gone, and try again.`,
    );
  }
  await removeKeys(keys, id);
  await cipher.erase(id);
  await accounts.remove(id);
}

async function removeKeys(keys: KeyStore, accountId: string): Promise<void> {
  for (;;) {
    const page = await keys.list(accountId, { limit: 100 });
    if (page.keys.length === 0) return;
    await Promise.all(page.keys.map((key) => keys.remove(key)));
  }
}
