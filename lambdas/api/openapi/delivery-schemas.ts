import {
  count,
  exactly,
  id,
  type JsonSchema,
  listOf,
  nullable,
  oneOf,
  ref,
  text,
  texts,
  time,
} from './json-schema.ts';

const messageId = { ...text(), pattern: '^msg_' };

const delivery = {
  message_id: messageId,
  subscription_id: id('sub'),
  event_type: text(),
  status: oneOf('delivered', 'retrying', 'exhausted'),
  reason: nullable(oneOf('attempts_exhausted', 'gone', 'pipeline', 'transform_failed')),
  round: count(),
  attempt_count: count(),
  status_code: nullable(count()),
  error_code: nullable(text()),
  next_at: nullable(time()),
  first_attempt_at: time(),
  last_attempt_at: time(),
};

const counts = {
  attempts: count(),
  delivered: count(),
  failed: count(),
  retries: count(),
  exhausted: count(),
  success_rate: nullable({ type: 'number', minimum: 0, maximum: 1 }),
  latency_ms: exactly({ p50: nullable(count()), p95: nullable(count()), p99: nullable(count()) }),
};

/** What became of messages, and the jobs that send many of them again. */
export const deliverySchemas: Readonly<Record<string, JsonSchema>> = {
  Delivery: exactly(delivery),
  Attempt: exactly({
    number: count(),
    round: count(),
    started_at: time(),
    duration_ms: { type: 'number', minimum: 0 },
    outcome: oneOf('delivered', 'retryable', 'permanent'),
    status_code: nullable(count()),
    error_code: nullable(text()),
    error_detail: nullable(text()),
    request_headers: nullable(texts),
    response_headers: nullable(texts),
    response_body: nullable(text('At most 16 KiB.')),
    response_truncated: { type: 'boolean' },
    next_at: nullable(time()),
  }),
  DeliveryDetail: exactly({
    ...delivery,
    transformed: { type: 'boolean' },
    body: text('The exact text that was sent.'),
    attempts: { type: 'array', items: ref('Attempt') },
  }),
  Message: {
    allOf: [exactlyOpen({ id: messageId, event_type: nullable(text()) }), exactlyOpenList(ref('Delivery'))],
    unevaluatedProperties: false,
  },
  Statistics: exactly({
    period: oneOf('hour', 'day'),
    from: time(),
    to: time(),
    queue_depth: nullable(count()),
    in_flight: nullable(count()),
    dead_letters: nullable(count()),
    oldest_message_age_seconds: nullable(count()),
    total: exactly(counts),
    data: { type: 'array', items: exactly({ start: time(), ...counts }) },
  }),
  Estimate: exactly({ messages: count(), approximate: { const: true } }),
  Job: exactly({
    id: id('job'),
    kind: oneOf('redrive', 'replay'),
    subscription_id: id('sub'),
    status: oneOf('waiting', 'running', 'completed', 'cancelled', 'failed'),
    status_reason: nullable(text()),
    mode: nullable(oneOf('missing', 'all')),
    from: nullable(time()),
    to: nullable(time()),
    estimate: { anyOf: [ref('Estimate'), { type: 'null' }] },
    progress: exactly({
      moved: nullable(count()),
      total: nullable(count()),
      replayed_to: nullable(time()),
    }),
    cancel_requested_at: nullable(time()),
    created_at: time(),
    updated_at: time(),
    started_at: nullable(time()),
    ended_at: nullable(time()),
  }),
  DryRun: exactly(
    {
      dry_run: { const: true },
      mode: oneOf('missing', 'all'),
      from: time(),
      to: time(),
      clipped: { type: 'boolean', description: 'Whether the archive does not go back as far as was asked.' },
      estimate: ref('Estimate'),
    },
    { optional: ['mode', 'from', 'to', 'clipped'] },
  ),
};

function exactlyOpen(properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  const { additionalProperties: _, ...open } = exactly(properties);
  return open;
}

function exactlyOpenList(items: JsonSchema): JsonSchema {
  const { additionalProperties: _, ...open } = listOf(items);
  return open;
}
