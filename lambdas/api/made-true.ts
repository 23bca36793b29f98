import type { Subscription } from '../../shared/subscription/subscription.ts';
import type { Dependencies } from './dependencies.ts';

/** Has a written subscription made true and returns it as it then is; as it was written where it is gone meanwhile. */
export async function madeTrue(
  { reconcile, subscriptions }: Pick<Dependencies, 'reconcile' | 'subscriptions'>,
  written: Subscription,
): Promise<Subscription> {
  await reconcile(written.accountId, written.id);
  return (await subscriptions.get(written.accountId, written.id)) ?? written;
}
