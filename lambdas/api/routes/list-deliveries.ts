import * as z from 'zod/mini';
import { logBuckets } from '../../../shared/delivery/log-buckets.ts';
import { outcomeAt } from '../../../shared/delivery/delivery-row.ts';
import { strictObject } from '../../../shared/problem/strict-object.ts';
import { accountRoute } from '../account-route.ts';
import { deliveryToResource } from '../delivery-resource.ts';
import { foundSubscription } from '../found-subscription.ts';
import { pageAnswer, pageStart } from '../page.ts';
import { pageFields, timeField } from '../query-fields.ts';
import { refuseBackwards } from '../refuse-backwards.ts';

const NAME = 'the name of an event type, as call.ended';

const query = strictObject({
  ...pageFields,
  status: z.optional(z.enum(['delivered', 'retrying', 'exhausted'], 'delivered, retrying or exhausted')),
  event_type: z.optional(z.string(NAME).check(z.minLength(1, NAME), z.maxLength(128, NAME))),
  from: z.optional(timeField),
  to: z.optional(timeField),
});

/** The latest first. With an event type a page can be short, or empty, and still have a next one. */
export const listDeliveries = accountRoute({
  method: 'GET',
  path: '/v1/subscriptions/{id}/deliveries',
  access: 'read',
  query,
  async handle({ accountId, parameters, query: { limit, cursor, ...wanted } }, dependencies) {
    const subscription = await foundSubscription(dependencies, accountId, parameters['id']);
    const { id } = subscription;
    const { status, event_type: eventType, from, to } = wanted;
    refuseBackwards(from, to);
    const list = {
      name: ['deliveries', id, status, eventType, from, to],
      isKey: (key: string) => isDeliveryKey(key) && key >= outcomeAt(from ?? 0, ''),
    };
    const { after } = pageStart(list, cursor);
    const page = await dependencies.deliveries.list({
      subscriptionId: id,
      buckets: logBuckets(subscription),
      limit,
      ...(status && { status }),
      ...(eventType !== undefined && { eventType }),
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      ...(after !== undefined && { before: after }),
    });
    return pageAnswer(list, page.deliveries.map(deliveryToResource), page.next);
  },
});

/** As the time index of the log has them. */
function isDeliveryKey(key: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[\w-]{1,200}$/.test(key);
}
