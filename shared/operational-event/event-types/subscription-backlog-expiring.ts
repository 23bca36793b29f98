import type { EventType } from '../../catalogue/event-type.ts';
import { eventFields } from '../event-fields.ts';

/** A paused subscription is about to lose what waits for it. */
export const subscriptionBacklogExpiring: EventType = {
  name: 'subscription.backlog_expiring',
  group: 'subscription',
  description:
    'A subscription has been paused for so long that the oldest events waiting for it will soon be lost. Resume it to get them.',
  schema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: ['subscription_id', 'url', 'paused_at', 'expires_at'],
    properties: {
      subscription_id: eventFields.subscriptionId,
      url: eventFields.url,
      paused_at: { type: 'string', format: 'date-time', description: 'Since when it is paused.' },
      expires_at: {
        type: 'string',
        format: 'date-time',
        description: 'When the first of the waiting events is no longer kept, at the earliest.',
      },
      waiting: { type: 'integer', minimum: 0, description: 'About how many events wait.' },
    },
    additionalProperties: true,
  },
  example: {
    subscription_id: 'sub_0199f2c87d1b7a60b3c41d5e8f90a1b2',
    url: 'https://example.com/webhooks',
    paused_at: '2026-01-02T09:00:00Z',
    expires_at: '2026-01-15T09:00:00Z',
    waiting: 1290,
  },
};
