import type { EventType } from '../../catalogue/event-type.ts';
import { eventFields } from '../event-fields.ts';

/** A subscription gets no events any more until somebody enables it. */
export const subscriptionDisabled: EventType = {
  name: 'subscription.disabled',
  group: 'subscription',
  description:
    'A subscription is disabled: by hand, by its endpoint with a 410, or because its endpoint failed for too long. It gets no events until it is enabled.',
  schema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: ['subscription_id', 'url', 'reason', 'disabled_at'],
    properties: {
      subscription_id: eventFields.subscriptionId,
      url: eventFields.url,
      reason: {
        type: 'string',
        description: 'by_hand; gone after a 410; failing by the failure rule. Further values may be added.',
        examples: ['by_hand', 'gone', 'failing'],
      },
      detail: { type: 'string', description: 'What whoever disabled it by hand wrote about it.' },
      disabled_at: { type: 'string', format: 'date-time', description: 'Since when.' },
      message_id: {
        type: 'string',
        description: 'The message that the endpoint answered with a 410.',
        pattern: '^msg_',
      },
      failing_since: eventFields.failingSince,
      failures: eventFields.failures,
    },
    additionalProperties: true,
  },
  example: {
    subscription_id: 'sub_0199f2c87d1b7a60b3c41d5e8f90a1b2',
    url: 'https://example.com/webhooks',
    reason: 'gone',
    disabled_at: '2026-01-15T10:30:00Z',
    message_id: 'msg_4f0c2a9d7b1e4c5f8a6d3b2e1f0c9d8a',
  },
};
