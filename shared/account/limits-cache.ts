import type { AccountStore } from './account-store.ts';
import type { AccountLimits } from './account.ts';

/** The limits of an account as they were some seconds ago at most; undefined where there is no such account, or it is being erased. */
export type LimitsOf = (accountId: string) => Promise<AccountLimits | undefined>;

const KEEP_MS = 10_000;
const MOST = 1_000;

/** Remembers limits for ten seconds, so that a request does not cost a read for each. */
export function createLimitsCache({
  accounts,
  now,
}: {
  readonly accounts: Pick<AccountStore, 'get'>;
  readonly now: () => number;
}): LimitsOf {
  const kept = new Map<string, { readonly limits: AccountLimits; readonly until: number }>();
  return async (accountId) => {
    const known = kept.get(accountId);
    if (known && now() < known.until) return known.limits;
    const account = await accounts.get(accountId);
    // One that is not there may be made the next moment.
    if (!account || account.deletingAt !== undefined) return undefined;
    const { limits } = account;
    if (kept.size >= MOST) kept.clear();
    kept.set(accountId, { limits, until: now() + KEEP_MS });
    return limits;
  };
}
