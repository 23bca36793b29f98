import { ProblemError } from '../problem/problem-error.ts';
import type { Account } from './account.ts';
import type { AccountStore } from './account-store.ts';

/**
 * The account, if it can be given keys and subscriptions.
 * @throws {ProblemError} `not_found` or `account_deleting`
 */
export async function takingAccount(accounts: Pick<AccountStore, 'get'>, id: string): Promise<Account> {
  const account = await accounts.get(id);
  if (!account) throw new ProblemError('not_found', `There is no account ${id}.`);
  if (account.deletingAt === undefined) return account;
  throw new ProblemError(
    'account_deleting',
    `Account ${id} is being erased, and takes nothing new. Once GET answers 404, its id can be used again.`,
  );
}
