import type { FieldSchema } from './data-schema.ts';

/** The fields that several event types carry, so that they mean and look the same everywhere. */
export const fields = {
  callId: { type: 'string', description: 'The call.', pattern: '^call_' },
  agentId: { type: 'string', description: 'The voice agent.', pattern: '^agent_' },
  workflowId: { type: 'string', description: 'The workflow.', pattern: '^workflow_' },
  executionId: { type: 'string', description: 'One run of the workflow.', pattern: '^exec_' },
  campaignId: { type: 'string', description: 'The campaign.', pattern: '^campaign_' },
  direction: {
    type: 'string',
    description: 'Who began the call, seen from the agent.',
    examples: ['inbound', 'outbound'],
  },
  fromNumber: phoneNumber('The calling number'),
  toNumber: phoneNumber('The number called'),
  duration: seconds('How long the call lasted from answer to end'),
  outcome: {
    type: 'string',
    description: 'How the call ended. Further values may be added.',
    examples: ['success', 'no_answer', 'voicemail', 'busy', 'caller_hung_up', 'transferred'],
  },
  error: {
    type: 'object',
    description: 'What went wrong.',
    required: ['code', 'message'],
    properties: {
      code: {
        type: 'string',
        description: 'A stable name to act on. Further values may be added.',
        examples: ['carrier_rejected', 'function_timeout', 'invalid_input'],
      },
      message: { type: 'string', description: 'A sentence for people; its wording may change.' },
    },
    additionalProperties: true,
  },
} as const satisfies Record<string, FieldSchema>;

function phoneNumber(meaning: string) {
  return {
    type: 'string',
    description: `${meaning}, in E.164 form.`,
    pattern: '^\\+[1-9][0-9]{6,14}$',
  } as const;
}

function seconds(meaning: string) {
  return { type: 'number', description: `${meaning}, in seconds.`, minimum: 0 } as const;
}
