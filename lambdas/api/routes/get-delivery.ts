import { ProblemError } from '../../../shared/problem/problem-error.ts';
import { accountRoute } from '../account-route.ts';
import { deliveryDetailToResource } from '../delivery-resource.ts';
import { foundSubscription } from '../found-subscription.ts';

export const getDelivery = accountRoute({
  method: 'GET',
  path: '/v1/subscriptions/{id}/deliveries/{message_id}',
  access: 'read',
  async handle({ accountId, parameters }, dependencies) {
    const { id } = await foundSubscription(dependencies, accountId, parameters['id']);
    const { message_id: messageId = '' } = parameters;
    const found = /^msg_[\w-]{1,200}$/.test(messageId)
      ? await dependencies.deliveries.get(accountId, messageId, id)
      : undefined;
    if (found) return { status: 200, body: deliveryDetailToResource(found.delivery, found.attempts) };
    throw new ProblemError(
      'not_found',
      `Subscription ${id} has no delivery of message ${messageId} on record: it has not been tried, or its retention is over.`,
    );
  },
});
