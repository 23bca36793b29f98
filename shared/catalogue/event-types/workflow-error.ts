import type { EventType } from '../event-type.ts';
import { fields } from '../fields.ts';

/** A workflow meets an error. */
export const workflowError: EventType = {
  name: 'workflow.error',
  group: 'workflow',
  description: 'A workflow encounters an error. Includes the error and the node where it happened.',
  schema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: ['workflow_id', 'execution_id', 'error'],
    properties: {
      workflow_id: fields.workflowId,
      execution_id: fields.executionId,
      node_id: { type: 'string', description: 'Where it happened.', pattern: '^node_' },
      error: fields.error,
      will_retry: { type: 'boolean', description: 'Whether the workflow tries this node again.' },
    },
    additionalProperties: true,
  },
  example: {
    workflow_id: 'workflow_followup',
    execution_id: 'exec_01jc3vm7t8da',
    node_id: 'node_2',
    error: { code: 'invalid_input', message: 'The contact has no mobile number.' },
    will_retry: false,
  },
};
