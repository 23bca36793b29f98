import { type Api, expectStatus } from './api.ts';
import { eventually } from './eventually.ts';

export type SubscriptionResource = {
  readonly id: string;
  readonly url: string;
  readonly status: string;
  readonly secret: string;
  readonly [field: string]: unknown;
};

/** Makes a subscription and waits until it is active. */
export async function createSubscription(api: Api, fields: object): Promise<SubscriptionResource> {
  const created = await expectStatus(
    201,
    api<SubscriptionResource>('POST', '/v1/subscriptions', { events: ['*'], ...fields }),
  );
  await eventually(`subscription ${created.id} is active`, async () => {
    const { body } = await api('GET', `/v1/subscriptions/${created.id}`);
    return body['status'] === 'active';
  });
  return created;
}
