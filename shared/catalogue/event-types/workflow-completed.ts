import type { EventType } from '../event-type.ts';
import { fields } from '../fields.ts';

/** A workflow finishes. */
export const workflowCompleted: EventType = {
  name: 'workflow.completed',
  group: 'workflow',
  description: 'A workflow finishes. Includes its final state and results.',
  schema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: ['workflow_id', 'execution_id', 'state'],
    properties: {
      workflow_id: fields.workflowId,
      execution_id: fields.executionId,
      state: {
        type: 'string',
        description: 'The state it ended in. Further values may be added.',
        examples: ['succeeded', 'cancelled'],
      },
      results: { type: 'object', description: 'What it produced.', additionalProperties: true },
      started_at: { type: 'string', format: 'date-time', description: 'When it began.' },
      completed_at: { type: 'string', format: 'date-time', description: 'When it finished.' },
      duration: { type: 'number', minimum: 0, description: 'How long it ran, in seconds.' },
      nodes_executed: { type: 'integer', minimum: 0, description: 'How many nodes completed.' },
    },
    additionalProperties: true,
  },
  example: {
    workflow_id: 'workflow_followup',
    execution_id: 'exec_01jc3vhq5n2c',
    state: 'succeeded',
    results: { sms_sent: 1, crm_updated: true },
    started_at: '2026-01-15T10:30:02Z',
    completed_at: '2026-01-15T10:30:06Z',
    duration: 4.2,
    nodes_executed: 5,
  },
};
