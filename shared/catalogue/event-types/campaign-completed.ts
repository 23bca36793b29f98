import type { EventType } from '../event-type.ts';
import { fields } from '../fields.ts';

/** A campaign finishes. */
export const campaignCompleted: EventType = {
  name: 'campaign.completed',
  group: 'campaign',
  description: 'A campaign finishes. Includes its final statistics.',
  schema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: ['campaign_id', 'statistics'],
    properties: {
      campaign_id: fields.campaignId,
      name: { type: 'string', description: 'The name people gave it.' },
      started_at: { type: 'string', format: 'date-time', description: 'When it began.' },
      completed_at: { type: 'string', format: 'date-time', description: 'When its last call ended.' },
      statistics: {
        type: 'object',
        description: 'What came of it.',
        required: ['contacts', 'calls'],
        properties: {
          contacts: { type: 'integer', minimum: 0, description: 'Contacts in the campaign.' },
          calls: { type: 'integer', minimum: 0, description: 'Calls made, repeats included.' },
          reached: { type: 'integer', minimum: 0, description: 'Contacts who answered.' },
          unreached: { type: 'integer', minimum: 0, description: 'Contacts who never answered.' },
          success_rate: {
            type: 'number',
            minimum: 0,
            maximum: 1,
            description: 'Share of contacts whose call ended in success.',
          },
          average_duration: { type: 'number', minimum: 0, description: 'Of answered calls, in seconds.' },
        },
        additionalProperties: true,
      },
    },
    additionalProperties: true,
  },
  example: {
    campaign_id: 'campaign_checkup_2026',
    name: 'Yearly check-up reminder',
    started_at: '2026-01-15T09:00:00Z',
    completed_at: '2026-01-15T16:42:10Z',
    statistics: {
      contacts: 250,
      calls: 391,
      reached: 214,
      unreached: 36,
      success_rate: 0.62,
      average_duration: 71.3,
    },
  },
};
