import type { AccountStore } from '../account/account-store.ts';
import type { SubscriptionCount } from '../account/subscription-count.ts';
import { takingAccount } from '../account/taking-account.ts';
import type { JobStore } from '../job/job-store.ts';
import type { Job } from '../job/job.ts';
import { ProblemError } from '../problem/problem-error.ts';
import { deletion } from './deletion.ts';
import type { Subscription } from './subscription.ts';
import type { SubscriptionStore } from './subscription-store.ts';

/** How subscriptions come into an account and leave it, so that its limit holds. */
export type SubscriptionAdmission = {
  /**
   * Stores a new subscription, if its account may have one more at that very moment and is not being erased; and with it
   * the job that gets it its past, so that it never starts without.
   * @throws {ProblemError} `limit_exceeded`, `account_deleting`, `not_found`
   */
  admit(subscription: Subscription, past?: { readonly job: Job; readonly lookAt: number }): Promise<void>;
  /**
   * Begins to delete a subscription; from then on it counts no more. One that is being deleted stays as it is.
   * @returns it as it then is; `undefined` where there is none
   */
  dismiss(accountId: string, id: string): Promise<Subscription | undefined>;
};

const TRIES = 10;

export function createSubscriptionAdmission(options: {
  readonly accounts: Pick<AccountStore, 'get'>;
  readonly subscriptions: Pick<SubscriptionStore, 'insert' | 'get' | 'list' | 'changeSeen'>;
  readonly jobs: Pick<JobStore, 'insertion'>;
  readonly count: SubscriptionCount;
  readonly now: () => number;
}): SubscriptionAdmission {
  const { accounts, subscriptions, jobs, count, now } = options;

  async function counting(accountId: string): Promise<number> {
    let counted = 0;
    let after: string | undefined;
    do {
      const page = await subscriptions.list(accountId, { limit: 100, ...(after !== undefined && { after }) });
      counted += page.subscriptions.filter(({ status }) => status !== 'deleting').length;
      after = page.next;
    } while (after !== undefined);
    return counted;
  }

  return {
    async admit(subscription, past) {
      const { accountId } = subscription;
      for (let tries = 0; tries < TRIES; tries++) {
        const { limits } = await takingAccount(accounts, accountId);
        const oneMore = count.oneMore(accountId, limits.subscriptions);
        const beside = [oneMore, ...(past ? [jobs.insertion(past.job, past.lookAt)] : [])];
        if (await subscriptions.insert(subscription, beside)) return;
        const counted = await count.recount(accountId, () => counting(accountId));
        if (counted !== undefined && counted >= limits.subscriptions)
          throw limitExceeded(counted, limits.subscriptions);
      }
      throw new Error(`Subscriptions of ${accountId} came and went ${TRIES} times while one was added.`);
    },

    async dismiss(accountId, id) {
      for (let tries = 0; tries < TRIES; tries++) {
        const seen = await subscriptions.get(accountId, id);
        if (!seen || seen.status === 'deleting') return seen;
        await subscriptions.changeSeen(seen, deletion(now()), count.oneLess(accountId));
      }
      throw new Error(`Subscription ${id} was written by others ${TRIES} times while it was deleted.`);
    },
  };
}

function limitExceeded(count: number, limit: number): ProblemError {
  return new ProblemError(
    'limit_exceeded',
    `The account has ${count} subscriptions and may have ${limit}. Delete one, or ask an administrator to raise limits.subscriptions.`,
  );
}
