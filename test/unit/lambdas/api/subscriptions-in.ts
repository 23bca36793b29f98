import type { Dependencies } from '../../../../lambdas/api/dependencies.ts';
import type { Account } from '../../../../shared/account/account.ts';
import { takingAccount } from '../../../../shared/account/taking-account.ts';
import type { Job } from '../../../../shared/job/job.ts';
import { ProblemError } from '../../../../shared/problem/problem-error.ts';
import { subscriptionToOutline } from '../../../../shared/subscription/subscription-outline.ts';
import type { Subscription } from '../../../../shared/subscription/subscription.ts';
import { defined, pageOf } from './in-memory.ts';

/** Subscriptions in memory, and their admission by the limit of their account. */
export function subscriptionsIn(world: {
  readonly subscriptions: Map<string, Subscription>;
  readonly jobs: Map<string, Job>;
  readonly accounts: ReadonlyMap<string, Account>;
  readonly clock: { readonly now: number };
}): Pick<Dependencies, 'subscriptions' | 'admission'> {
  const { subscriptions: rows, jobs, accounts, clock } = world;
  const get = async (accountId: string, id: string) => {
    const row = rows.get(id);
    return row?.accountId === accountId ? row : undefined;
  };
  const change: Dependencies['subscriptions']['change'] = async (accountId, id, patch) => {
    const current = await get(accountId, id);
    if (!current) return undefined;
    const changed = { ...current, ...patch(current), generation: current.generation + 1 };
    rows.set(id, defined(changed) as Subscription);
    return rows.get(id);
  };
  return {
    subscriptions: {
      get,
      change,
      list: async (accountId, page) => {
        const own = [...rows.values()].filter((row) => row.accountId === accountId);
        const { items, ...rest } = pageOf(own, ({ id }) => id, page);
        return { subscriptions: items.map(subscriptionToOutline), ...rest };
      },
    },
    admission: {
      async admit(subscription, past) {
        const { accountId } = subscription;
        const { limits } = await takingAccount({ get: async (id) => accounts.get(id) }, accountId);
        const counted = [...rows.values()].filter(
          (row) => row.accountId === accountId && row.status !== 'deleting',
        );
        if (counted.length >= limits.subscriptions) throw new ProblemError('limit_exceeded', 'It is full.');
        rows.set(subscription.id, subscription);
        if (past) jobs.set(past.job.id, past.job);
      },
      dismiss: (accountId, id) =>
        change(accountId, id, ({ deletedAt = clock.now }) => ({ status: 'deleting', deletedAt })),
    },
  };
}
