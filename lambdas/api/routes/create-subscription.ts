import { newSecret } from '../../../shared/signature/new-secret.ts';
import { newSubscription } from '../../../shared/subscription/new-subscription.ts';
import { newSubscriptionId } from '../../../shared/subscription/subscription-id.ts';
import { subscriptionToResource } from '../../../shared/subscription/subscription-resource.ts';
import { accountRoute } from '../account-route.ts';
import { madeTrue } from '../made-true.ts';
import { refuseOverLimit } from '../refuse-over-limit.ts';
import { signingKeysToResource } from '../signing-keys-resource.ts';

export const createSubscription = accountRoute({
  method: 'POST',
  path: '/v1/subscriptions',
  access: 'manage',
  body: true,
  async handle({ accountId, body }, dependencies) {
    const subscription = newSubscription(body, {
      accountId,
      id: newSubscriptionId(),
      newSecret,
      now: dependencies.now(),
      addressRules: dependencies.addressRules,
    });
    await refuseOverLimit(dependencies, accountId);
    await dependencies.subscriptions.insert(subscription);
    const stored = await madeTrue(dependencies, subscription);
    const { keys: _, ...newest } = signingKeysToResource(subscription.secrets, dependencies.now());
    return {
      status: 201,
      headers: { location: `/v1/subscriptions/${stored.id}` },
      body: { ...subscriptionToResource(stored, dependencies.now()), ...newest },
    };
  },
});
