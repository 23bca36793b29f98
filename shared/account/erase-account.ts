import type { AccountCipher } from '../encryption/account-cipher.ts';
import { deletion } from '../subscription/deletion.ts';
import type { SubscriptionStore } from '../subscription/subscription-store.ts';
import type { AccountStore } from './account-store.ts';
import type { Account } from './account.ts';
import type { ErasureList } from './erasure-list.ts';
import type { KeyStore } from './key-store.ts';

export type Erasure = {
  readonly accounts: Pick<AccountStore, 'get' | 'remove'>;
  readonly keys: Pick<KeyStore, 'removeAll'>;
  readonly erasures: Pick<ErasureList, 'take' | 'release' | 'remove'>;
  readonly subscriptions: Pick<SubscriptionStore, 'list' | 'changeSeen'>;
  readonly cipher: Pick<AccountCipher, 'erase'>;
  /** Has a subscription's rule, queues and mapping removed as far as that goes now. */
  readonly reconcileOne: (subscription: {
    readonly accountId: string;
    readonly id: string;
  }) => Promise<unknown>;
  /** Removes what is on record of the account's subscriptions, which are gone. False where that could not all be done now. */
  readonly removeDeliveries: (accountId: string) => Promise<boolean>;
  /** Removes the account's rows beside its own. False where there was not time for all. */
  readonly removeRows: (accountId: string) => Promise<boolean>;
  readonly hasTime: () => boolean;
  readonly now: () => number;
  /** What was begun before the account was marked is over by then: longer than any function runs. */
  readonly quietMs: number;
};

/**
 * Takes the erasure of an account as far as it goes now: its data key, after which what is left can be read no more; its
 * subscriptions with their queues; its deliveries; its other rows; and at the very end the account. Every step may be taken again, so a run that is cut short anywhere is gone on with by
 * the next.
 * @returns whether the account is gone
 */
export async function eraseAccount(erasure: Erasure, id: string): Promise<boolean> {
  const { accounts, erasures } = erasure;
  if (!(await erasures.take(id))) return false;
  let isGone = false;
  try {
    const account = await accounts.get(id);
    // Gone, or gone and made anew under its old id: the entry of the list is all that is left of it.
    isGone = account?.deletingAt === undefined || (await eraseMarked(erasure, account));
    if (isGone) await erasures.remove(id);
  } finally {
    if (!isGone) await erasures.release(id);
  }
  return isGone;
}

async function eraseMarked(erasure: Erasure, { id, deletingAt = 0 }: Account): Promise<boolean> {
  const { accounts, keys, cipher, removeDeliveries, removeRows, now, quietMs } = erasure;
  await keys.removeAll(id);
  // Each time: a request that was under way may have made one anew.
  await cipher.erase(id);
  if (await hasSubscriptions(erasure, id)) return false;
  if (now() < deletingAt + quietMs) return false;
  if (!(await removeDeliveries(id))) return false;
  if (!(await removeRows(id))) return false;
  await accounts.remove(id);
  return true;
}

async function hasSubscriptions(erasure: Erasure, accountId: string): Promise<boolean> {
  const { subscriptions, reconcileOne, hasTime, now } = erasure;
  let after: string | undefined;
  do {
    const page = await subscriptions.list(accountId, { limit: 100, ...(after !== undefined && { after }) });
    for (const subscription of page.subscriptions) {
      if (!hasTime()) return true;
      if (subscription.status === 'deleting') continue;
      // Where another write came between, the next run finds it as it is.
      const isMarked = await subscriptions.changeSeen(subscription, deletion(now()));
      if (isMarked) await reconcileOne({ accountId, id: subscription.id });
    }
    after = page.next;
  } while (after !== undefined);
  const [left] = (await subscriptions.list(accountId, { limit: 1 })).subscriptions;
  return left !== undefined;
}
