import type { EventType } from '../event-type.ts';
import { fields } from '../fields.ts';

/** A workflow begins. */
export const workflowStarted: EventType = {
  name: 'workflow.started',
  group: 'workflow',
  description: 'A workflow begins execution. Includes what triggered it and its input.',
  schema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: ['workflow_id', 'execution_id', 'started_at'],
    properties: {
      workflow_id: fields.workflowId,
      workflow_name: { type: 'string', description: 'The name people gave it.' },
      execution_id: fields.executionId,
      call_id: fields.callId,
      trigger: {
        type: 'string',
        description: 'What began it. Further values may be added.',
        examples: ['call_ended', 'schedule', 'api'],
      },
      started_at: { type: 'string', format: 'date-time', description: 'When it began.' },
      input: { type: 'object', description: 'What it began with.', additionalProperties: true },
    },
    additionalProperties: true,
  },
  example: {
    workflow_id: 'workflow_followup',
    workflow_name: 'Follow up after a call',
    execution_id: 'exec_01jc3vhq5n2c',
    call_id: 'call_01jc3v9k2m7q',
    trigger: 'call_ended',
    started_at: '2026-01-15T10:30:02Z',
    input: { appointment_id: 'appt_5521', channel: 'sms' },
  },
};
