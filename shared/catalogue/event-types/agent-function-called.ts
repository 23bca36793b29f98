import type { EventType } from '../event-type.ts';
import { fields } from '../fields.ts';

/** An agent uses one of its functions. */
export const agentFunctionCalled: EventType = {
  name: 'agent.function_called',
  group: 'agent',
  description: 'An agent calls a function. Includes its name, parameters and result.',
  schema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: ['agent_id', 'function_name', 'parameters'],
    properties: {
      agent_id: fields.agentId,
      call_id: fields.callId,
      function_name: { type: 'string', description: 'The function, as configured for the agent.' },
      parameters: {
        type: 'object',
        description: 'What it was called with.',
        additionalProperties: true,
      },
      result: { description: 'What it answered: any JSON value.' },
      succeeded: { type: 'boolean', description: 'Whether it answered without an error.' },
      duration_ms: { type: 'integer', minimum: 0, description: 'How long it took, in milliseconds.' },
    },
    additionalProperties: true,
  },
  example: {
    agent_id: 'agent_frontdesk',
    call_id: 'call_01jc3v9k2m7q',
    function_name: 'book_appointment',
    parameters: { day: '2026-01-16', time: '09:30', doctor: 'Dr. Núñez' },
    result: { booked: true, appointment_id: 'appt_5521' },
    succeeded: true,
    duration_ms: 412,
  },
};
