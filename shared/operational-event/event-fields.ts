import type { FieldSchema } from '../catalogue/data-schema.ts';

/** The fields that several operational event types carry, so that they mean and look the same everywhere. */
export const eventFields = {
  subscriptionId: { type: 'string', description: 'The subscription.', pattern: '^sub_[0-9a-f]{32}$' },
  url: { type: 'string', format: 'uri', description: "The subscription's URL." },
  failingSince: {
    type: 'string',
    format: 'date-time',
    description: 'When the first attempt failed after the last success.',
  },
  failures: { type: 'integer', minimum: 1, description: 'Failed attempts since then.' },
} as const satisfies Record<string, FieldSchema>;
