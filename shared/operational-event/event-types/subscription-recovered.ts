import type { EventType } from '../../catalogue/event-type.ts';
import { eventFields } from '../event-fields.ts';

/** The end of a failure that was warned about. */
export const subscriptionRecovered: EventType = {
  name: 'subscription.recovered',
  group: 'subscription',
  description: "A subscription's endpoint that had been failing took an event again.",
  schema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: ['subscription_id', 'url', 'failing_since'],
    properties: {
      subscription_id: eventFields.subscriptionId,
      url: eventFields.url,
      failing_since: eventFields.failingSince,
    },
    additionalProperties: true,
  },
  example: {
    subscription_id: 'sub_0199f2c87d1b7a60b3c41d5e8f90a1b2',
    url: 'https://example.com/webhooks',
    failing_since: '2026-01-13T08:00:00Z',
  },
};
