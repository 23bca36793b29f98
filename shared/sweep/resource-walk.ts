import type { ResourcePage } from '../provisioning/list-resources.ts';
import type { SubscriptionDirectory } from '../subscription/subscription-directory.ts';
import { subscriptionIdTime } from '../subscription/subscription-id.ts';
import { refuseMassRemoval } from './refuse-mass-removal.ts';
import type { Walk } from './walk.ts';

export type ResourceWalkDependencies = {
  readonly list: (after: string | undefined) => Promise<ResourcePage>;
  readonly directory: Pick<SubscriptionDirectory, 'find' | 'allIds'>;
  /** Removes all that a subscription without a row has in AWS. */
  readonly removeAll: (subscriptionId: string) => Promise<void>;
  readonly now: () => number;
  /** What is younger is left alone: its row may have been written after it was looked for. */
  readonly graceMs: number;
};

/** How many subscriptions are looked for at once. */
const AT_ONCE = 10;

/**
 * Goes through one of AWS's lists and removes what belongs to no row. Whose a resource is the name says; that there is
 * no row an index says first, and then a consistent read of the whole table.
 */
export function resourceWalk(name: string, dependencies: ResourceWalkDependencies): Walk {
  const { list, removeAll } = dependencies;
  return {
    name,
    async page(after) {
      const { subscriptionIds, next } = await list(after);
      const orphans = await findOrphans(dependencies, subscriptionIds);
      const steps = orphans.map((id) => ({
        subject: id,
        visit: async () => {
          console.warn({ event: 'orphan_removed', walk: name, subscription_id: id });
          await removeAll(id);
        },
      }));
      return { steps, ...(next !== undefined && { next }) };
    },
  };
}

async function findOrphans(
  { directory, now, graceMs }: ResourceWalkDependencies,
  listed: readonly string[],
): Promise<readonly string[]> {
  const old = listed.filter((id) => subscriptionIdTime(id) + graceMs < now());
  const unfound: string[] = [];
  for (let from = 0; from < old.length; from += AT_ONCE) {
    const some = old.slice(from, from + AT_ONCE);
    const found = await Promise.all(some.map((id) => directory.find(id)));
    unfound.push(...some.filter((_id, index) => found[index] === undefined));
  }
  if (unfound.length === 0) return [];
  const existing = await directory.allIds();
  const orphans = unfound.filter((id) => !existing.has(id));
  refuseMassRemoval({ orphans: orphans.length, existing: existing.size });
  return orphans;
}
