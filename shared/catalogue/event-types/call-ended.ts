import type { EventType } from '../event-type.ts';
import { fields } from '../fields.ts';

/** A call completes. */
export const callEnded: EventType = {
  name: 'call.ended',
  group: 'call',
  description: 'A call completes. Includes its duration, its outcome, a summary and the transcript.',
  schema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: ['call_id', 'duration', 'outcome'],
    properties: {
      call_id: fields.callId,
      agent_id: fields.agentId,
      direction: fields.direction,
      from_number: fields.fromNumber,
      to_number: fields.toNumber,
      started_at: { type: 'string', format: 'date-time', description: 'When the call was answered.' },
      ended_at: { type: 'string', format: 'date-time', description: 'When the call ended.' },
      duration: fields.duration,
      outcome: fields.outcome,
      summary: { type: 'string', description: 'What was said and agreed, in a few sentences.' },
      transcript: {
        type: 'array',
        description: 'What was said, in order.',
        items: {
          type: 'object',
          required: ['speaker', 'text'],
          properties: {
            speaker: { type: 'string', description: 'Who spoke.', examples: ['agent', 'caller'] },
            text: { type: 'string', description: 'The words.' },
            offset: { type: 'number', minimum: 0, description: 'Seconds from the start of the call.' },
          },
          additionalProperties: true,
        },
      },
      recording_url: { type: 'string', format: 'uri', description: 'Where the recording can be fetched.' },
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
    ended_at: '2026-01-15T10:30:00Z',
    duration: 120,
    outcome: 'success',
    summary: 'Zoë moved her appointment from Thursday to Friday at 9:30.',
    transcript: [
      { speaker: 'agent', text: 'Good morning, how can I help?', offset: 0.8 },
      { speaker: 'caller', text: 'I need another time for my appointment.', offset: 3.4 },
    ],
    recording_url: 'https://recordings.example.com/call_01jc3v9k2m7q.mp3',
  },
};
