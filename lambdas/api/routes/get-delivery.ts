import { accountRoute } from '../account-route.ts';
import { deliveryDetailToResource } from '../delivery-resource.ts';
import { foundDelivery } from '../found-delivery.ts';
import { foundSubscription } from '../found-subscription.ts';

export const getDelivery = accountRoute({
  method: 'GET',
  path: '/v1/subscriptions/{id}/deliveries/{message_id}',
  access: 'read',
  async handle({ accountId, parameters }, dependencies) {
    const { id } = await foundSubscription(dependencies, accountId, parameters['id']);
    const owner = { accountId, subscriptionId: id };
    const found = await foundDelivery(dependencies, owner, parameters['message_id']);
    return { status: 200, body: deliveryDetailToResource(found.delivery, found.attempts) };
  },
});
