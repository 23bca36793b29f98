import { subscriptionToResource } from '../../../shared/subscription/subscription-resource.ts';
import { accountRoute } from '../account-route.ts';
import { foundSubscription, noSubscription } from '../found-subscription.ts';
import { madeTrue } from '../made-true.ts';

/** Deletion takes minutes: the rule goes first, the queues when what was on its way has arrived. */
export const deleteSubscription = accountRoute({
  method: 'DELETE',
  path: '/v1/subscriptions/{id}',
  access: 'manage',
  async handle({ accountId, parameters }, dependencies) {
    const found = await foundSubscription(dependencies, accountId, parameters['id']);
    if (found.status === 'deleting')
      return { status: 202, body: subscriptionToResource(found, dependencies.now()) };
    const written = await dependencies.admission.dismiss(accountId, found.id);
    if (!written) throw noSubscription(found.id);
    const stored = await madeTrue(dependencies, written);
    return { status: 202, body: subscriptionToResource(stored, dependencies.now()) };
  },
});
