import { accountRoute } from '../account-route.ts';
import { foundSubscription } from '../found-subscription.ts';
import { signingKeysToResource } from '../signing-keys-resource.ts';

/** Whoever has a `whsec_` secret can sign as we do, so a key that may only read does not get it. */
export const getSubscriptionSecret = accountRoute({
  method: 'GET',
  path: '/v1/subscriptions/{id}/secret',
  access: 'manage',
  async handle({ accountId, parameters }, dependencies) {
    const { secrets } = await foundSubscription(dependencies, accountId, parameters['id']);
    return { status: 200, body: signingKeysToResource(secrets, dependencies.now()) };
  },
});
