import {
  count,
  exactly,
  id,
  type JsonSchema,
  nullable,
  oneOf,
  ref,
  text,
  texts,
  time,
} from './json-schema.ts';

const type = (name: string) => ({ type: 'string', const: name });

const authentication: JsonSchema = {
  oneOf: [
    exactly({ type: type('none') }),
    exactly({ type: type('api_key'), header: text() }),
    exactly({ type: type('basic'), username: text() }),
    exactly({ type: type('bearer') }),
    exactly({
      type: type('oauth2'),
      token_url: { type: 'string', format: 'uri' },
      client_id: text(),
      scope: nullable(text()),
    }),
  ],
};

const retryPolicy: JsonSchema = {
  oneOf: [
    exactly({ schedule_seconds: { type: 'array', items: count() } }),
    exactly({
      max_attempts: count(),
      initial_seconds: count(),
      factor: { type: 'number' },
      max_seconds: count(),
    }),
  ],
};

const fields = {
  id: id('sub'),
  url: { type: 'string', format: 'uri' },
  events: { type: 'array', items: text() },
  filter: nullable({ type: 'object' }),
  transform: nullable(text()),
  description: nullable(text()),
  metadata: texts,
  signature: oneOf('hmac-sha256', 'ed25519'),
  authentication,
  headers: texts,
  retry_policy: retryPolicy,
  timeout_seconds: count(),
  max_concurrency: count(),
  rate_limit_per_second: nullable(count()),
  status: oneOf('provisioning', 'active', 'paused', 'disabled', 'deleting'),
  status_reason: nullable(oneOf('by_hand', 'gone', 'failing')),
  status_detail: nullable(text('The reason that was given when it was disabled by hand, in words.')),
  paused_at: nullable(time()),
  disabled_at: nullable(time()),
  disable_at: nullable(time('When it is disabled if no attempt succeeds until then.')),
  health: exactly({
    failing_since: nullable(time()),
    failures_in_row: count(),
    breaker: oneOf('closed', 'open', 'half_open'),
    open_until: nullable(time()),
  }),
  created_at: time(),
  updated_at: time(),
};

const verificationKey = {
  signature: oneOf('hmac-sha256', 'ed25519'),
  secret: text('Of an hmac-sha256 subscription: `whsec_...`.'),
  public_key: text('Of an ed25519 subscription: `whpk_...`.'),
};

const eitherKey = { optional: ['secret', 'public_key'] };

const validity = {
  created_at: time(),
  expires_at: nullable(time('`null` for the one that is not rotated.')),
};

/** Subscriptions, and what signs for them. */
export const subscriptionSchemas: Readonly<Record<string, JsonSchema>> = {
  Subscription: exactly(fields),
  CreatedSubscription: exactly(
    { ...fields, ...verificationKey, start_job_id: nullable(id('job')) },
    eitherKey,
  ),
  SigningKeys: exactly(
    {
      ...verificationKey,
      keys: { type: 'array', items: exactly({ ...verificationKey, ...validity }, eitherKey) },
    },
    eitherKey,
  ),
  PublicKeys: exactly({
    keys: {
      type: 'array',
      items: exactly({ public_key: text(), algorithm: type('ed25519'), ...validity }),
    },
  }),
  Preview: exactly({
    data: {
      type: 'array',
      items: exactly({
        message_id: nullable(text('`null` for an example of the catalogue.')),
        event_type: text(),
        matches: { type: 'boolean' },
        body: nullable(text('What it would get, where it matches.')),
        error: { anyOf: [exactly({ code: text(), detail: text() }), { type: 'null' }] },
      }),
    },
  }),
  TestResult: exactly({
    message_id: text(),
    event_type: text(),
    body: text('As it was sent.'),
    attempt: ref('Attempt'),
  }),
};
