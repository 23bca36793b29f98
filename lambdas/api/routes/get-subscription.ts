import { subscriptionToResource } from '../../../shared/subscription/subscription-resource.ts';
import { accountRoute } from '../account-route.ts';
import { foundSubscription } from '../found-subscription.ts';

export const getSubscription = accountRoute({
  method: 'GET',
  path: '/v1/subscriptions/{id}',
  access: 'read',
  async handle({ accountId, parameters }, dependencies) {
    const subscription = await foundSubscription(dependencies, accountId, parameters['id']);
    return { status: 200, body: subscriptionToResource(subscription, dependencies.now()) };
  },
});
