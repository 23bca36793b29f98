import { ProblemError } from '../problem/problem-error.ts';
import type { AccountStore } from './account-store.ts';
import { type ApiKey, type KeyRole, newApiKey } from './api-key.ts';
import type { KeyStore } from './key-store.ts';
import { takingAccount } from './taking-account.ts';

/**
 * Makes a key for an account and returns it, the only time that it can be seen.
 *
 * The account is looked at again afterwards: a deletion that began in between may already have passed over the keys,
 * and a key that outlives its account would open the next account of that id.
 * @throws {ProblemError} `not_found` or `account_deleting`
 */
export async function issueKey(
  stores: { readonly accounts: AccountStore; readonly keys: KeyStore },
  owner: {
    readonly accountId: string;
    readonly role: KeyRole;
    readonly now: number;
    readonly expiresAt?: number;
  },
): Promise<{ readonly key: string; readonly stored: ApiKey }> {
  await takingAccount(stores.accounts, owner.accountId);
  const made = newApiKey(owner);
  await stores.keys.add(made.stored);
  try {
    await takingAccount(stores.accounts, owner.accountId);
  } catch (error) {
    if (error instanceof ProblemError) await stores.keys.remove(made.stored);
    throw error;
  }
  return made;
}
