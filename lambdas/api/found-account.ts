import { isAccountId } from '../../shared/account/account-id.ts';
import type { Account } from '../../shared/account/account.ts';
import { ProblemError } from '../../shared/problem/problem-error.ts';
import { shownText } from '../../shared/problem/shown-text.ts';
import type { Dependencies } from './dependencies.ts';

/**
 * The account of this id.
 * @throws {ProblemError} `not_found`
 */
export async function foundAccount({ accounts }: Pick<Dependencies, 'accounts'>, id = ''): Promise<Account> {
  const found = isAccountId(id) ? await accounts.get(id) : undefined;
  if (found) return found;
  throw noAccount(id);
}

export function noAccount(id: string): ProblemError {
  return new ProblemError(
    'not_found',
    `There is no account ${shownText(id)}. GET /v1/accounts lists those there are.`,
  );
}
