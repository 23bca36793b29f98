import type { AccountLimits } from '../../shared/account/account.ts';
import type { Use } from '../../shared/account/usage-counter.ts';
import { ProblemError } from '../../shared/problem/problem-error.ts';
import type { Dependencies } from './dependencies.ts';

const LIMIT = {
  requests: ['requestsPerSecond', 'requests_per_second'],
  events: ['eventsPerSecond', 'events_per_second'],
} as const satisfies Record<Use['what'], readonly [keyof AccountLimits, string]>;

/**
 * Lets pass an account that has something left of this second.
 * @throws {ProblemError} `too_many_requests`
 */
export async function refuseOverRate(
  { limitsOf, countUse }: Pick<Dependencies, 'limitsOf' | 'countUse'>,
  accountId: string,
  what: Use['what'],
): Promise<void> {
  const [limit, field] = LIMIT[what];
  const allowed = (await limitsOf(accountId))?.[limit];
  // An account that is gone has nothing to be limited in; what follows finds that out.
  if (allowed === undefined || (await countUse({ accountId, what, limit: allowed }))) return;
  throw new ProblemError(
    'too_many_requests',
    `The account may make ${allowed} ${what} a second and makes more. Try again in a second, or ask an administrator to raise limits.${field}.`,
    { headers: { 'retry-after': '1' } },
  );
}
