import type { EventType } from '../event-type.ts';
import { fields } from '../fields.ts';

/** An agent meets an error. */
export const agentError: EventType = {
  name: 'agent.error',
  group: 'agent',
  description: 'An agent encounters an error. Includes the error and its context.',
  schema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: ['agent_id', 'error'],
    properties: {
      agent_id: fields.agentId,
      call_id: fields.callId,
      error: fields.error,
      recovered: { type: 'boolean', description: 'Whether the agent went on with the call.' },
      context: {
        type: 'object',
        description: 'What the agent was doing.',
        additionalProperties: true,
      },
    },
    additionalProperties: true,
  },
  example: {
    agent_id: 'agent_frontdesk',
    call_id: 'call_01jc3vf2r9hs',
    error: { code: 'function_timeout', message: 'find_invoice did not answer within 10 s.' },
    recovered: true,
    context: { function_name: 'find_invoice', turn: 7 },
  },
};
