import { strictObject } from '../../../shared/problem/strict-object.ts';
import { isSubscriptionId } from '../../../shared/subscription/subscription-id.ts';
import { subscriptionToResource } from '../../../shared/subscription/subscription-resource.ts';
import { accountRoute } from '../account-route.ts';
import { pageAnswer, pageStart } from '../page.ts';
import { pageFields } from '../query-fields.ts';

export const listSubscriptions = accountRoute({
  method: 'GET',
  path: '/v1/subscriptions',
  access: 'read',
  query: strictObject(pageFields),
  async handle({ accountId, query: { limit, cursor } }, { subscriptions, now }) {
    const list = { name: ['subscriptions', accountId], isKey: isSubscriptionId };
    const page = await subscriptions.list(accountId, { limit, ...pageStart(list, cursor) });
    const at = now();
    const data = page.subscriptions.map((subscription) => subscriptionToResource(subscription, at));
    return pageAnswer(list, data, page.next);
  },
});
