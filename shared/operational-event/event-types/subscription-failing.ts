import type { EventType } from '../../catalogue/event-type.ts';
import { eventFields } from '../event-fields.ts';

/** The warning at half time of the failure rule. */
export const subscriptionFailing: EventType = {
  name: 'subscription.failing',
  group: 'subscription',
  description:
    "A subscription's endpoint has failed for half of the time after which the subscription is disabled, without one success.",
  schema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: ['subscription_id', 'url', 'failing_since', 'failures', 'disable_at'],
    properties: {
      subscription_id: eventFields.subscriptionId,
      url: eventFields.url,
      failing_since: eventFields.failingSince,
      failures: eventFields.failures,
      disable_at: {
        type: 'string',
        format: 'date-time',
        description: 'When the subscription will be disabled if no attempt succeeds until then.',
      },
    },
    additionalProperties: true,
  },
  example: {
    subscription_id: 'sub_0199f2c87d1b7a60b3c41d5e8f90a1b2',
    url: 'https://example.com/webhooks',
    failing_since: '2026-01-13T08:00:00Z',
    failures: 412,
    disable_at: '2026-01-18T08:00:00Z',
  },
};
