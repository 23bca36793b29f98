import type { EventType } from '../event-type.ts';
import { fields } from '../fields.ts';

/** A call does not connect, or breaks. */
export const callFailed: EventType = {
  name: 'call.failed',
  group: 'call',
  description: 'A call fails to connect, or an error ends it. Includes the error.',
  schema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: ['call_id', 'error'],
    properties: {
      call_id: fields.callId,
      agent_id: fields.agentId,
      direction: fields.direction,
      from_number: fields.fromNumber,
      to_number: fields.toNumber,
      failed_at: { type: 'string', format: 'date-time', description: 'When the call failed.' },
      stage: {
        type: 'string',
        description: 'How far the call had come. Further values may be added.',
        examples: ['dialing', 'ringing', 'in_progress'],
      },
      sip_status: {
        type: 'integer',
        minimum: 100,
        maximum: 699,
        description: 'The SIP status of the carrier, where it gave one.',
      },
      error: fields.error,
    },
    additionalProperties: true,
  },
  example: {
    call_id: 'call_01jc3vd80x4w',
    agent_id: 'agent_outreach',
    direction: 'outbound',
    from_number: '+12025550100',
    to_number: '+442079460123',
    failed_at: '2026-01-15T10:31:12Z',
    stage: 'dialing',
    sip_status: 503,
    error: { code: 'carrier_rejected', message: 'The carrier refused the call: 503 Service Unavailable.' },
  },
};
