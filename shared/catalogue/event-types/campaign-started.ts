import type { EventType } from '../event-type.ts';
import { fields } from '../fields.ts';

/** A campaign begins. */
export const campaignStarted: EventType = {
  name: 'campaign.started',
  group: 'campaign',
  description: 'A campaign begins. Includes its name and how many contacts it will call.',
  schema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: ['campaign_id', 'started_at'],
    properties: {
      campaign_id: fields.campaignId,
      name: { type: 'string', description: 'The name people gave it.' },
      agent_id: fields.agentId,
      contacts: { type: 'integer', minimum: 0, description: 'How many contacts are to be called.' },
      started_at: { type: 'string', format: 'date-time', description: 'When it began.' },
    },
    additionalProperties: true,
  },
  example: {
    campaign_id: 'campaign_checkup_2026',
    name: 'Yearly check-up reminder',
    agent_id: 'agent_outreach',
    contacts: 250,
    started_at: '2026-01-15T09:00:00Z',
  },
};
