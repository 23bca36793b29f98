import { changeSubscription as changeOf } from '../../../shared/subscription/change-subscription.ts';
import { newSecret } from '../../../shared/signature/new-secret.ts';
import { subscriptionFields } from '../../../shared/subscription/subscription-fields.ts';
import { subscriptionToResource } from '../../../shared/subscription/subscription-resource.ts';
import { accountRoute } from '../account-route.ts';
import { foundSubscription, noSubscription } from '../found-subscription.ts';
import { madeTrue } from '../made-true.ts';

export const changeSubscription = accountRoute({
  method: 'PATCH',
  path: '/v1/subscriptions/{id}',
  access: 'manage',
  body: true,
  fields: subscriptionFields.public.change,
  async handle({ accountId, parameters, body }, dependencies) {
    const found = await foundSubscription(dependencies, accountId, parameters['id']);
    const change = changeOf(body, {
      newSecret,
      now: dependencies.now(),
      addressRules: dependencies.addressRules,
    });
    if (!change) return { status: 200, body: subscriptionToResource(found, dependencies.now()) };
    const written = await dependencies.subscriptions.change(accountId, found.id, change);
    if (!written) throw noSubscription(found.id);
    const stored = await madeTrue(dependencies, written);
    return { status: 200, body: subscriptionToResource(stored, dependencies.now()) };
  },
});
