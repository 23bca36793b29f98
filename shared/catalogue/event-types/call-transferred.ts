import type { EventType } from '../event-type.ts';
import { fields } from '../fields.ts';

/** A call goes on with a person or another system. */
export const callTransferred: EventType = {
  name: 'call.transferred',
  group: 'call',
  description: 'A call is transferred to a human agent or an external system. Includes the destination.',
  schema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: ['call_id', 'destination'],
    properties: {
      call_id: fields.callId,
      agent_id: fields.agentId,
      from_number: fields.fromNumber,
      transferred_at: {
        type: 'string',
        format: 'date-time',
        description: 'When the agent handed the call over.',
      },
      destination: {
        type: 'object',
        description: 'Who goes on with the call.',
        required: ['type'],
        properties: {
          type: {
            type: 'string',
            description: 'A person or a system. Further values may be added.',
            examples: ['human', 'external'],
          },
          name: { type: 'string', description: 'The queue, person or system.' },
          phone_number: fields.toNumber,
        },
        additionalProperties: true,
      },
      reason: {
        type: 'string',
        description: 'Why. Further values may be added.',
        examples: ['caller_asked', 'agent_unsure', 'rule'],
      },
      summary: { type: 'string', description: 'What the next one should know.' },
    },
    additionalProperties: true,
  },
  example: {
    call_id: 'call_01jc3vf2r9hs',
    agent_id: 'agent_frontdesk',
    from_number: '+12025550187',
    transferred_at: '2026-01-15T10:33:41Z',
    destination: { type: 'human', name: 'Billing', phone_number: '+12025550111' },
    reason: 'caller_asked',
    summary: 'The caller disputes the second item of the December invoice.',
  },
};
