import type { EventType } from '../event-type.ts';
import { fields } from '../fields.ts';

/** One node of a workflow completes. */
export const workflowNodeExecuted: EventType = {
  name: 'workflow.node_executed',
  group: 'workflow',
  description: 'A workflow node completes. Includes the node and its output.',
  schema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: ['workflow_id', 'execution_id', 'node'],
    properties: {
      workflow_id: fields.workflowId,
      execution_id: fields.executionId,
      node: {
        type: 'object',
        description: 'The node.',
        required: ['id', 'type'],
        properties: {
          id: { type: 'string', description: 'The node, unique in its workflow.', pattern: '^node_' },
          type: {
            type: 'string',
            description: 'What it does. Further values may be added.',
            examples: ['condition', 'http_request', 'send_sms', 'wait'],
          },
          name: { type: 'string', description: 'The name people gave it.' },
        },
        additionalProperties: true,
      },
      output: { description: 'What it gave to the next node: any JSON value.' },
      duration_ms: { type: 'integer', minimum: 0, description: 'How long it took, in milliseconds.' },
    },
    additionalProperties: true,
  },
  example: {
    workflow_id: 'workflow_followup',
    execution_id: 'exec_01jc3vhq5n2c',
    node: { id: 'node_3', type: 'send_sms', name: 'Confirm by SMS' },
    output: { to_number: '+12025550143', segments: 1, accepted: true },
    duration_ms: 288,
  },
};
