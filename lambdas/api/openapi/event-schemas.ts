import { exactly, type JsonSchema, nullable, text } from './json-schema.ts';

const eventType = {
  name: text(),
  group: text(),
  operational: { type: 'boolean' },
  description: text(),
};

/** The catalogue, events that are put, addresses, and refusals. */
export const eventSchemas: Readonly<Record<string, JsonSchema>> = {
  EventType: exactly(eventType),
  EventTypeDetail: exactly({
    ...eventType,
    schema: { type: 'object', description: 'JSON Schema 2020-12 of `data`.' },
    example: { type: 'object', description: 'A realistic `data`.' },
  }),
  PutEvent: exactly({
    message_id: { ...text('The `webhook-id` of its deliveries.'), pattern: '^msg_' },
    account_id: text(),
    event_type: text(),
    idempotency_key: text(),
  }),
  EgressIps: exactly({
    data: { type: 'array', items: text() },
    next_cursor: nullable(text()),
    static: { type: 'boolean' },
  }),
  Problem: exactly(
    {
      type: text('A name for the kind of problem, one for each code.'),
      title: text(),
      status: { type: 'integer' },
      detail: text('For people.'),
      instance: text('The id of the request.'),
      code: text('What programs decide by.'),
      errors: {
        type: 'array',
        items: exactly(
          { field: text(), got: { description: 'The value that came, shortened.' }, allowed: text() },
          { optional: ['got'] },
        ),
      },
    },
    { optional: ['errors'], description: 'A problem document, RFC 9457.' },
  ),
};
