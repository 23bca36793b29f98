import type { AccountCipher } from '../encryption/account-cipher.ts';
import type { SubscriptionStore } from '../subscription/subscription-store.ts';
import type { AccountStore } from './account-store.ts';
import type { ErasureList } from './erasure-list.ts';
import type { KeyStore } from './key-store.ts';
import { removeKeys } from './remove-keys.ts';

export type Erasure = {
  readonly accounts: AccountStore;
  readonly keys: Pick<KeyStore, 'list' | 'remove'>;
  readonly erasures: Pick<ErasureList, 'remove'>;
  readonly subscriptions: Pick<SubscriptionStore, 'list' | 'change'>;
  readonly cipher: Pick<AccountCipher, 'erase'>;
  /** Has a subscription's rule, queues and mapping removed as far as that goes now. */
  readonly reconcileOne: (subscription: {
    readonly accountId: string;
    readonly id: string;
  }) => Promise<unknown>;
  /** Removes the account's rows beside its own: its audit log and its jobs. False where there was not time for all. */
  readonly removeRows: (accountId: string) => Promise<boolean>;
  readonly hasTime: () => boolean;
  readonly now: () => number;
};

/**
 * Takes the erasure of an account as far as it goes now: its subscriptions with their queues, its rows, then its data key,
 * which is needed until the last queue is gone, and at the very end the account. Every step may be taken again, so a run
 * that is cut short anywhere is gone on with by the next.
 * @returns whether the account is gone
 */
export async function eraseAccount(erasure: Erasure, id: string): Promise<boolean> {
  const { accounts, keys, erasures, cipher, removeRows } = erasure;
  const account = await accounts.get(id);
  // Gone, or gone and made anew under its old id: the entry of the list is all that is left of it.
  if (account?.deletingAt !== undefined) {
    await removeKeys(keys, id);
    if (await hasSubscriptions(erasure, id)) return false;
    if (!(await removeRows(id))) return false;
    await cipher.erase(id);
    await accounts.remove(id);
  }
  await erasures.remove(id);
  return true;
}

async function hasSubscriptions(erasure: Erasure, accountId: string): Promise<boolean> {
  const { subscriptions, reconcileOne, hasTime, now } = erasure;
  let after: string | undefined;
  do {
    const page = await subscriptions.list(accountId, { limit: 100, ...(after !== undefined && { after }) });
    for (const { id, status } of page.subscriptions) {
      if (!hasTime()) return true;
      if (status === 'deleting') continue;
      await subscriptions.change(accountId, id, (current) => ({
        status: 'deleting',
        statusReason: undefined,
        deletedAt: current.deletedAt ?? now(),
      }));
      await reconcileOne({ accountId, id });
    }
    after = page.next;
  } while (after !== undefined);
  const [left] = (await subscriptions.list(accountId, { limit: 1 })).subscriptions;
  return left !== undefined;
}
