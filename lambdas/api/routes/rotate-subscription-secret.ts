import { newSecret } from '../../../shared/signature/new-secret.ts';
import { rotateSecret, rotationFields } from '../../../shared/subscription/rotate-secret.ts';
import { accountRoute } from '../account-route.ts';
import { foundSubscription, noSubscription } from '../found-subscription.ts';
import { madeTrue } from '../made-true.ts';
import { signingKeysToResource } from '../signing-keys-resource.ts';

export const rotateSubscriptionSecret = accountRoute({
  method: 'POST',
  path: '/v1/subscriptions/{id}/rotate-secret',
  access: 'manage',
  body: 'optional',
  fields: rotationFields,
  async handle({ accountId, parameters, body = {} }, dependencies) {
    const change = rotateSecret(body, { newSecret, now: dependencies.now() });
    const { id } = await foundSubscription(dependencies, accountId, parameters['id']);
    const written = await dependencies.subscriptions.change(accountId, id, change);
    if (!written) throw noSubscription(id);
    await madeTrue(dependencies, written);
    return { status: 200, body: signingKeysToResource(written.secrets, dependencies.now()) };
  },
});
