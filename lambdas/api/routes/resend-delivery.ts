import { accountRoute } from '../account-route.ts';
import { deliveryDetailToResource } from '../delivery-resource.ts';
import { foundDelivery } from '../found-delivery.ts';
import { foundSubscription } from '../found-subscription.ts';
import { refuseStatus } from '../refuse-status.ts';

/**
 * One attempt at once for a delivery whose schedule runs, which goes on as it was; a new round for one at its end. The
 * answer is the delivery as it still is.
 */
export const resendDelivery = accountRoute({
  method: 'POST',
  path: '/v1/subscriptions/{id}/deliveries/{message_id}/resend',
  access: 'manage',
  async handle({ accountId, parameters, idSeed }, dependencies) {
    const subscription = await foundSubscription(dependencies, accountId, parameters['id']);
    const owner = { accountId, subscriptionId: subscription.id };
    const { delivery, attempts } = await foundDelivery(dependencies, owner, parameters['message_id']);
    refuseStatus(subscription, { what: 'a resend', allowed: ['active'] });
    await dependencies.mending.resend(delivery, idSeed);
    return { status: 202, body: deliveryDetailToResource(delivery, attempts) };
  },
});
