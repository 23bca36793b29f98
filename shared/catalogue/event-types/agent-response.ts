import type { EventType } from '../event-type.ts';
import { fields } from '../fields.ts';

/** An agent answers. */
export const agentResponse: EventType = {
  name: 'agent.response',
  group: 'agent',
  description: 'An agent generates a response. Includes its text and metadata.',
  schema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: ['agent_id', 'response'],
    properties: {
      agent_id: fields.agentId,
      call_id: fields.callId,
      response: { type: 'string', description: 'The text of the response.' },
      metadata: {
        type: 'object',
        description: 'How the response came about.',
        properties: {
          turn: { type: 'integer', minimum: 1, description: 'Which response of the call this is.' },
          language: { type: 'string', description: 'BCP 47 tag.', examples: ['en-US', 'fr'] },
          latency_ms: {
            type: 'integer',
            minimum: 0,
            description: 'From the end of the caller’s words to the first sound, in milliseconds.',
          },
          interrupted: { type: 'boolean', description: 'Whether the caller spoke over it.' },
        },
        additionalProperties: true,
      },
    },
    additionalProperties: true,
  },
  example: {
    agent_id: 'agent_frontdesk',
    call_id: 'call_01jc3v9k2m7q',
    response: 'Friday at half past nine is free. Shall I book it — same doctor?',
    metadata: { turn: 4, language: 'en-US', latency_ms: 640, interrupted: false },
  },
};
