import type { EventType } from '../event-type.ts';
import { fields } from '../fields.ts';

/** One call of a campaign completes. */
export const campaignCallCompleted: EventType = {
  name: 'campaign.call_completed',
  group: 'campaign',
  description: 'A call of a campaign completes. Includes the results of the call.',
  schema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: ['campaign_id', 'call_id', 'outcome'],
    properties: {
      campaign_id: fields.campaignId,
      call_id: fields.callId,
      contact_id: { type: 'string', description: 'The contact called.', pattern: '^contact_' },
      to_number: fields.toNumber,
      attempt: { type: 'integer', minimum: 1, description: 'Which call to this contact it was.' },
      duration: fields.duration,
      outcome: fields.outcome,
      results: {
        type: 'object',
        description: 'What the campaign wanted to learn from the call.',
        additionalProperties: true,
      },
    },
    additionalProperties: true,
  },
  example: {
    campaign_id: 'campaign_checkup_2026',
    call_id: 'call_01jc3w0b6e1z',
    contact_id: 'contact_8812',
    to_number: '+12025550166',
    attempt: 1,
    duration: 48.5,
    outcome: 'success',
    results: { wants_appointment: true, preferred_day: 'Tuesday' },
  },
};
