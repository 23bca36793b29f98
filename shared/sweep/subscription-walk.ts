import type { SubscriptionDirectory, SubscriptionIds } from '../subscription/subscription-directory.ts';
import type { Walk } from './walk.ts';

export type SubscriptionWalkDependencies = {
  readonly directory: Pick<SubscriptionDirectory, 'page'>;
  readonly check: (subscription: SubscriptionIds) => Promise<void>;
};

/** At the pace of Lambda's control plane these are a few seconds of a tick. */
const PAGE = 25;

/** Goes through all subscriptions, to find what is not in AWS as their rows want it. */
export function subscriptionWalk({ directory, check }: SubscriptionWalkDependencies): Walk {
  return {
    name: 'subscriptions',
    async page(after) {
      const { subscriptions, next } = await directory.page({
        limit: PAGE,
        ...(after !== undefined && { after }),
      });
      const steps = subscriptions.map(({ accountId, id, position }) => ({
        subject: id,
        position,
        visit: () => check({ accountId, id }),
      }));
      return { steps, ...(next !== undefined && { next }) };
    },
  };
}
