import type { Attempt, Delivery } from '../../shared/delivery/delivery.ts';
import { ProblemError } from '../../shared/problem/problem-error.ts';
import { shownText } from '../../shared/problem/shown-text.ts';
import type { Dependencies } from './dependencies.ts';
import { isMessageId } from './is-message-id.ts';

/**
 * The delivery of a message to one of the account's subscriptions, with its attempts.
 * @throws {ProblemError} `not_found`
 */
export async function foundDelivery(
  { deliveries }: Pick<Dependencies, 'deliveries'>,
  { accountId, subscriptionId }: { readonly accountId: string; readonly subscriptionId: string },
  messageId = '',
): Promise<{ readonly delivery: Delivery; readonly attempts: readonly Attempt[] }> {
  const found = isMessageId(messageId)
    ? await deliveries.get(accountId, messageId, subscriptionId)
    : undefined;
  if (found) return found;
  throw new ProblemError(
    'not_found',
    `Subscription ${subscriptionId} has no delivery of message ${shownText(messageId)} on record: it has not been tried, or its retention is over.`,
  );
}
