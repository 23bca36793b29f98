import * as z from 'zod/mini';
import { findEventType } from '../../../shared/catalogue/catalogue.ts';
import { LARGEST_BODY_BYTES } from '../../../shared/message/largest-body.ts';
import { recordToMessage } from '../../../shared/message/record-to-message.ts';
import { testRecord } from '../../../shared/message/test-record.ts';
import { findOperationalEventType } from '../../../shared/operational-event/operational-event-types.ts';
import { invalidField } from '../../../shared/problem/invalid-field.ts';
import { parseFields } from '../../../shared/problem/parse-fields.ts';
import { strictObject } from '../../../shared/problem/strict-object.ts';
import { refuseDeleting } from '../../../shared/subscription/refuse-deleting.ts';
import { accountRoute } from '../account-route.ts';
import { attemptToResource } from '../delivery-resource.ts';
import { foundSubscription } from '../found-subscription.ts';

const NAME = 'an event type that GET /v1/event-types lists';

const fields = strictObject({
  event_type: z.string(NAME).check(z.refine((name) => find(name) !== undefined, NAME)),
  data: z.optional(z.unknown()),
});

/** One attempt of a made-up event, in any status but `deleting`; it counts for nothing and is in no log. */
export const testSubscription = accountRoute({
  method: 'POST',
  path: '/v1/subscriptions/{id}/test',
  access: 'manage',
  body: true,
  fields,
  async handle({ accountId, parameters, body }, dependencies) {
    const subscription = await foundSubscription(dependencies, accountId, parameters['id']);
    refuseDeleting(subscription);
    const { event_type: eventType, data } = parseFields(fields, body);
    const event = { accountId, eventType, data: data ?? find(eventType)?.example, now: dependencies.now() };
    const record = testRecord(event);
    const message = recordToMessage(record);
    if ('unusable' in message)
      throw invalidField('data', `any JSON that makes a body of at most ${LARGEST_BODY_BYTES} bytes`);
    const tested = await dependencies.trying.attemptTest({
      test: { account_id: accountId, subscription_id: subscription.id, record },
    });
    return {
      status: 200,
      body: {
        message_id: message.id,
        event_type: eventType,
        body: tested.body,
        attempt: attemptToResource(tested.attempt),
      },
    };
  },
});

function find(name: string) {
  return findEventType(name) ?? findOperationalEventType(name);
}
