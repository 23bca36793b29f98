import type { EventType } from '../../catalogue/event-type.ts';
import { eventFields } from '../event-fields.ts';

/** A subscription signs with a new secret; the secret itself is in no event. */
export const subscriptionSecretRotated: EventType = {
  name: 'subscription.secret_rotated',
  group: 'subscription',
  description:
    'A subscription has a new secret. The older ones go on signing beside it until the overlap ends.',
  schema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: ['subscription_id', 'url', 'overlap_until'],
    properties: {
      subscription_id: eventFields.subscriptionId,
      url: eventFields.url,
      overlap_until: {
        type: 'string',
        format: 'date-time',
        description:
          'When the last of the older secrets stops signing; the time of the rotation where they stopped at once.',
      },
    },
    additionalProperties: true,
  },
  example: {
    subscription_id: 'sub_0199f2c87d1b7a60b3c41d5e8f90a1b2',
    url: 'https://example.com/webhooks',
    overlap_until: '2026-01-16T10:30:00Z',
  },
};
