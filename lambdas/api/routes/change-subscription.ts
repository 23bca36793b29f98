import { changeSubscription as changeOf } from '../../../shared/subscription/change-subscription.ts';
import { newSecret } from '../../../shared/signature/new-secret.ts';
import { subscriptionToResource } from '../../../shared/subscription/subscription-resource.ts';
import { accountRoute } from '../account-route.ts';
import { foundSubscription, noSubscription } from '../found-subscription.ts';
import { madeTrue } from '../made-true.ts';

export const changeSubscription = accountRoute({
  method: 'PATCH',
  path: '/v1/subscriptions/{id}',
  access: 'manage',
  body: true,
  async handle({ accountId, parameters, body }, dependencies) {
    const { id, ...current } = await foundSubscription(dependencies, accountId, parameters['id']);
    const change = changeOf(body, {
      newSecret,
      now: dependencies.now(),
      addressRules: dependencies.addressRules,
    });
    if (!change) return { status: 200, body: subscriptionToResource({ id, ...current }) };
    const written = await dependencies.subscriptions.change(accountId, id, change);
    if (!written) throw noSubscription(id);
    return { status: 200, body: subscriptionToResource(await madeTrue(dependencies, written)) };
  },
});
