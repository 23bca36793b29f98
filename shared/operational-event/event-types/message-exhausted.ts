import type { EventType } from '../../catalogue/event-type.ts';
import { eventFields } from '../event-fields.ts';

/** One message is given up for one subscription, until somebody sends it again. */
export const messageExhausted: EventType = {
  name: 'message.exhausted',
  group: 'message',
  description:
    'A message could not be delivered to a subscription and is not tried any more. It is kept, and can be sent again.',
  schema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: ['subscription_id', 'url', 'message_id', 'event_type', 'attempts', 'reason'],
    properties: {
      subscription_id: eventFields.subscriptionId,
      url: eventFields.url,
      message_id: { type: 'string', description: 'The webhook-id of its attempts.', pattern: '^msg_' },
      event_type: { type: 'string', description: 'What had happened.', examples: ['call.ended'] },
      attempts: { type: 'integer', minimum: 0, description: 'How often it was tried, over all rounds.' },
      reason: {
        type: 'string',
        description: 'Why it is given up. Further values may be added.',
        examples: ['attempts_exhausted', 'gone'],
      },
      last_status_code: {
        type: 'integer',
        minimum: 100,
        maximum: 599,
        description: 'What the last attempt was answered, where it was.',
      },
    },
    additionalProperties: true,
  },
  example: {
    subscription_id: 'sub_0199f2c87d1b7a60b3c41d5e8f90a1b2',
    url: 'https://example.com/webhooks',
    message_id: 'msg_4f0c2a9d7b1e4c5f8a6d3b2e1f0c9d8a',
    event_type: 'call.ended',
    attempts: 8,
    reason: 'attempts_exhausted',
    last_status_code: 503,
  },
};
