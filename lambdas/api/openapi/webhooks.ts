import { catalogue } from '../../../shared/catalogue/catalogue.ts';
import type { EventType } from '../../../shared/catalogue/event-type.ts';
import { operationalEventTypes } from '../../../shared/operational-event/operational-event-types.ts';
import { exactly, text, time } from './json-schema.ts';

/** The request that every event type arrives as, if a subscription does not transform it. */
export function webhooks(): Readonly<Record<string, unknown>> {
  const types = [...catalogue, ...operationalEventTypes];
  return Object.fromEntries(types.map((type) => [type.name, { post: webhook(type) }]));
}

const HEADERS: Readonly<Record<string, string>> = {
  'webhook-id': 'The id of the message, the same at every attempt: drop what you have already.',
  'webhook-timestamp':
    'When this attempt was made, in seconds since 1970: refuse what is older than 5 minutes.',
  'webhook-signature':
    'Signatures by every secret that is live, with blanks between them: `v1,` and HMAC-SHA256, or `v1a,` and ed25519, of `<webhook-id>.<webhook-timestamp>.<body>`, in base64.',
  'webhook-attempt': 'The number of the attempt, from 1.',
};

function webhook({ name, group, description, schema, example }: EventType) {
  return {
    operationId: `on ${name}`,
    tags: [group],
    summary: description,
    security: [],
    parameters: Object.entries(HEADERS).map(([header, meaning]) => ({
      name: header,
      in: 'header',
      required: true,
      description: meaning,
      schema: text(),
    })),
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: exactly({ event: { const: name }, timestamp: time(), data: schema }),
          example: { event: name, timestamp: '2024-01-15T10:30:00Z', data: example },
        },
      },
    },
    responses: {
      '2XX': { description: 'Received. Its body is not looked at.' },
      '410': { description: 'The endpoint is gone: the subscription is disabled at once.' },
      default: {
        description: 'Failed; the message is tried again by the retry policy. Redirects are not followed.',
      },
    },
  };
}
