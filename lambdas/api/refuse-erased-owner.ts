import { takingAccount } from '../../shared/account/taking-account.ts';
import { ProblemError } from '../../shared/problem/problem-error.ts';
import type { Subscription } from '../../shared/subscription/subscription.ts';
import type { Dependencies } from './dependencies.ts';

/**
 * Lets pass a subscription whose account is still taking some after it was stored. An erasure that began in between may
 * have counted the subscriptions already, so this one is deleted here.
 * @throws {ProblemError} `account_deleting` or `not_found`
 */
export async function refuseErasedOwner(
  { accounts, subscriptions, now }: Pick<Dependencies, 'accounts' | 'subscriptions' | 'now'>,
  { accountId, id }: Subscription,
): Promise<void> {
  try {
    await takingAccount(accounts, accountId);
  } catch (error) {
    if (error instanceof ProblemError)
      await subscriptions.change(accountId, id, () => ({ status: 'deleting', deletedAt: now() }));
    throw error;
  }
}
