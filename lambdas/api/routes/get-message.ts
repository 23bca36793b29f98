import { ProblemError } from '../../../shared/problem/problem-error.ts';
import { shownText } from '../../../shared/problem/shown-text.ts';
import { strictObject } from '../../../shared/problem/strict-object.ts';
import { isSubscriptionId } from '../../../shared/subscription/subscription-id.ts';
import { accountRoute } from '../account-route.ts';
import { deliveryToResource } from '../delivery-resource.ts';
import { isMessageId } from '../is-message-id.ts';
import { pageAnswer, pageStart } from '../page.ts';
import { pageFields } from '../query-fields.ts';

/** One message with its deliveries over all subscriptions of the account. */
export const getMessage = accountRoute({
  method: 'GET',
  path: '/v1/messages/{id}',
  access: 'read',
  query: strictObject(pageFields),
  async handle({ accountId, parameters: { id = '' }, query: { limit, cursor } }, { looking }) {
    const list = { name: ['message', accountId, id], isKey: isSubscriptionId };
    const start = pageStart(list, cursor);
    const page = isMessageId(id)
      ? await looking.listOfMessage({ accountId, messageId: id, limit, ...start })
      : { deliveries: [] };
    const [first] = page.deliveries;
    if (!first && cursor === undefined && page.next === undefined) throw noMessage(id);
    const { body } = pageAnswer(list, page.deliveries.map(deliveryToResource), page.next);
    return { status: 200, body: { id, event_type: first?.eventType ?? null, ...(body as object) } };
  },
});

function noMessage(id: string): ProblemError {
  return new ProblemError(
    'not_found',
    `The account has no delivery of message ${shownText(id)} on record: no subscription matched it, it has not been tried, or its retention is over.`,
  );
}
