import { randomUUID } from 'node:crypto';
import { eventFields } from '../../../shared/emit/event-fields.ts';
import { LARGEST_BODY_BYTES } from '../../../shared/message/largest-body.ts';
import { messageId } from '../../../shared/message/message-id.ts';
import { invalidField } from '../../../shared/problem/invalid-field.ts';
import { parseFields } from '../../../shared/problem/parse-fields.ts';
import { refuseOverRate } from '../refuse-over-rate.ts';
import { route } from '../route.ts';

/** PutEvents for emitters outside AWS. An event always has an idempotency key, so that its message's id is known. */
export const createEvent = route({
  method: 'POST',
  path: '/v1/events',
  access: 'administrator',
  body: 'exact',
  fields: eventFields,
  // A fact is not a change: the log of deliveries says what became of it.
  audited: false,
  async handle({ body, idempotencyKey: ofHeader }, dependencies) {
    const { account_id: accountId, event_type: type, ...rest } = parseFields(eventFields, body);
    const { data, timestamp, idempotency_key: idempotencyKey = ofHeader ?? randomUUID() } = rest;
    refuseTooLarge({ event: type, timestamp: timestamp ?? new Date(0).toISOString(), data });
    if (!(await dependencies.limitsOf(accountId)))
      throw invalidField('account_id', `the id of an account that there is, which "${accountId}" is not`);
    await refuseOverRate(dependencies, accountId, 'events');
    await dependencies.putEvent({ accountId, type, data, timestamp, idempotencyKey });
    const id = messageId({ envelopeId: '', accountId, eventType: type, idempotencyKey });
    return {
      status: 202,
      body: { message_id: id, account_id: accountId, event_type: type, idempotency_key: idempotencyKey },
    };
  },
});

function refuseTooLarge(delivered: object): void {
  const bytes = Buffer.byteLength(JSON.stringify(delivered));
  if (bytes <= LARGEST_BODY_BYTES) return;
  throw invalidField(
    'data',
    `at most ${LARGEST_BODY_BYTES} bytes as the body that is delivered, and this makes ${bytes}`,
  );
}
