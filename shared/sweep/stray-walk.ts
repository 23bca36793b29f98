import type { ResourcePage } from '../provisioning/list-resources.ts';
import type { SubscriptionDirectory, SubscriptionIds } from '../subscription/subscription-directory.ts';
import type { Walk } from './walk.ts';

export type StrayWalkDependencies = {
  /** A page of the rules of one bus. */
  readonly list: (after: string | undefined) => Promise<ResourcePage>;
  readonly directory: Pick<SubscriptionDirectory, 'find'>;
  /** Whether the rules of an account are on that bus. */
  readonly isHome: (accountId: string) => boolean;
  readonly retire: (subscription: SubscriptionIds) => Promise<unknown>;
};

/** Goes through the rules of one bus to find those whose account is on another since the number of shards was changed. */
export function strayWalk(name: string, { list, directory, isHome, retire }: StrayWalkDependencies): Walk {
  return {
    name,
    async page(after) {
      const { subscriptionIds, next } = await list(after);
      const found = await Promise.all(subscriptionIds.map((id) => directory.find(id)));
      const steps = found
        .filter((subscription) => subscription !== undefined)
        .filter(({ accountId }) => !isHome(accountId))
        .map((subscription) => ({
          subject: subscription.id,
          visit: async () => void (await retire(subscription)),
        }));
      return { steps, ...(next !== undefined && { next }) };
    },
  };
}
