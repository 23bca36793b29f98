import type { EventType } from '../event-type.ts';
import { fields } from '../fields.ts';

/** A call begins. */
export const callStarted: EventType = {
  name: 'call.started',
  group: 'call',
  description: 'A call begins. Includes the call id, the phone numbers and the initial context.',
  schema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: ['call_id', 'direction', 'from_number', 'to_number', 'started_at'],
    properties: {
      call_id: fields.callId,
      agent_id: fields.agentId,
      direction: fields.direction,
      from_number: fields.fromNumber,
      to_number: fields.toNumber,
      started_at: { type: 'string', format: 'date-time', description: 'When the call was answered.' },
      campaign_id: fields.campaignId,
      context: {
        type: 'object',
        description: 'What the agent knew when the call began: your own variables.',
        additionalProperties: true,
      },
    },
    additionalProperties: true,
  },
  example: {
    call_id: 'call_01jc3v9k2m7q',
    agent_id: 'agent_frontdesk',
    direction: 'inbound',
    from_number: '+12025550143',
    to_number: '+12025550100',
    started_at: '2026-01-15T10:28:00Z',
    context: { customer_name: 'Zoë Martin', language: 'en-US', returning: true },
  },
};
