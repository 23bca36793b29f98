import { ProblemError } from '../../shared/problem/problem-error.ts';
import { shownText } from '../../shared/problem/shown-text.ts';
import { isSubscriptionId } from '../../shared/subscription/subscription-id.ts';
import type { Subscription } from '../../shared/subscription/subscription.ts';
import type { Dependencies } from './dependencies.ts';

/**
 * The account's subscription of this id.
 * @throws {ProblemError} `not_found`, also for another account's
 */
export async function foundSubscription(
  { subscriptions }: Pick<Dependencies, 'subscriptions'>,
  accountId: string,
  id = '',
): Promise<Subscription> {
  const found = isSubscriptionId(id) ? await subscriptions.get(accountId, id) : undefined;
  if (found) return found;
  throw noSubscription(id);
}

export function noSubscription(id: string): ProblemError {
  return new ProblemError(
    'not_found',
    `The account has no subscription ${shownText(id)}. GET /v1/subscriptions lists those it has.`,
  );
}
