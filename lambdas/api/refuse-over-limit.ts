import { takingAccount } from '../../shared/account/taking-account.ts';
import { ProblemError } from '../../shared/problem/problem-error.ts';
import type { Dependencies } from './dependencies.ts';

/**
 * Lets pass an account that may have one more subscription. Two requests at the same moment can exceed the limit by one.
 * @throws {ProblemError} `limit_exceeded`, `account_deleting`
 */
export async function refuseOverLimit(
  { accounts, subscriptions }: Pick<Dependencies, 'accounts' | 'subscriptions'>,
  accountId: string,
): Promise<void> {
  const { limits } = await takingAccount(accounts, accountId);
  let count = 0;
  let after: string | undefined;
  do {
    const page = await subscriptions.list(accountId, { limit: 100, ...(after !== undefined && { after }) });
    count += page.subscriptions.filter(({ status }) => status !== 'deleting').length;
    after = page.next;
  } while (after !== undefined && count < limits.subscriptions);
  if (count < limits.subscriptions) return;
  throw new ProblemError(
    'limit_exceeded',
    `The account has ${count} subscriptions and may have ${limits.subscriptions}. Delete one, or ask an administrator to raise limits.subscriptions.`,
  );
}
