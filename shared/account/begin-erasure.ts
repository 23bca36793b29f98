import type { AccountStore } from './account-store.ts';
import type { Account } from './account.ts';
import type { ErasureList } from './erasure-list.ts';
import type { KeyStore } from './key-store.ts';

/**
 * Begins to erase an account: nothing new is made for it from now on, and its keys open nothing any more. The rest is
 * reconcile's, which finds it in the list; interrupted anywhere, it is begun again by asking again.
 * @returns the account as it is marked, or `undefined` where there is none
 */
export async function beginErasure(
  stores: {
    readonly accounts: Pick<AccountStore, 'get' | 'change'>;
    readonly keys: Pick<KeyStore, 'removeAll'>;
    readonly erasures: Pick<ErasureList, 'add'>;
  },
  id: string,
  now: number,
): Promise<Account | undefined> {
  const { accounts, keys, erasures } = stores;
  const found = await accounts.get(id);
  if (!found) return undefined;
  // Listed first: an account that is marked and in no list would stay half erased.
  await erasures.add(id);
  const marked = await accounts.change(id, { deletingAt: found.deletingAt ?? now });
  await keys.removeAll(id);
  return marked;
}
