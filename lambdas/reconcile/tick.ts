export type SubscriptionKey = { readonly accountId: string; readonly id: string };

export type TickDependencies = {
  readonly listDirty: () => Promise<readonly SubscriptionKey[]>;
  readonly reconcileOne: (key: SubscriptionKey) => Promise<unknown>;
  /** Whether the function has time for another one. */
  readonly hasTime: () => boolean;
};

/** Lambda's control plane takes 15 calls a second of the whole account: a few at once are already more than enough. */
const AT_ONCE = 3;

/**
 * Goes through the subscriptions that are dirty, a few at once, until all were tried or the time is short. One that
 * fails is logged, stays dirty, and holds up no other.
 */
export async function tick(dependencies: TickDependencies): Promise<{ tried: number; failed: number }> {
  const waiting = [...(await dependencies.listDirty())];
  const counts = { tried: 0, failed: 0 };
  await Promise.all(Array.from({ length: AT_ONCE }, () => work(dependencies, waiting, counts)));
  return counts;
}

async function work(
  { reconcileOne, hasTime }: TickDependencies,
  waiting: SubscriptionKey[],
  counts: { tried: number; failed: number },
): Promise<void> {
  for (let key = waiting.shift(); key && hasTime(); key = waiting.shift()) {
    counts.tried++;
    try {
      await reconcileOne(key);
    } catch (error) {
      counts.failed++;
      console.error({ event: 'reconcile_failed', account_id: key.accountId, subscription_id: key.id, error });
    }
  }
}
