import { count, exactly, id, type JsonSchema, nullable, oneOf, text, time } from './json-schema.ts';

const account = {
  id: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,64}$' },
  name: nullable(text()),
  limits: exactly({ subscriptions: count(), requests_per_second: count(), events_per_second: count() }),
  status: oneOf('active', 'deleting'),
  deleting_at: nullable(time()),
  created_at: time(),
  updated_at: time(),
};

const erasure = exactly({
  subscriptions_left: count(),
  deliveries_erased: count(),
  copies: {
    type: 'array',
    items: exactly({
      kind: oneOf('event_archive', 'ingest_dead_letters', 'function_logs', 'backups'),
      until: time(),
      holds: text(),
    }),
  },
});

const key = {
  id: id('key'),
  role: oneOf('manage', 'read', 'administrator'),
  last4: text(),
  created_at: time(),
  last_used_at: nullable(time('To the hour.')),
  expires_at: nullable(time()),
};

const secretKey = text('Shown this once.');

/** Accounts and who may act for them. */
export const accountSchemas: Readonly<Record<string, JsonSchema>> = {
  Account: exactly({ ...account, erasure }, { optional: ['erasure'] }),
  Key: exactly(key),
  CreatedKey: exactly({ ...key, key: secretKey }),
  PortalLink: exactly({
    url: { type: 'string', format: 'uri' },
    role: oneOf('manage', 'read'),
    expires_at: time(),
  }),
  PortalSession: exactly({ ...key, account_id: account.id, key: secretKey }),
  Me: exactly({
    role: key.role,
    key_id: nullable(key.id),
    account: { anyOf: [exactly(account), { type: 'null' }] },
  }),
  AuditEntry: exactly({
    id: id('aud'),
    at: time(),
    actor: exactly({
      type: oneOf('administrator', 'key', 'portal_link', 'portal_session'),
      key_id: nullable(key.id),
    }),
    action: text('The method and the path template.'),
    resource_id: nullable(text()),
    fields: { type: 'array', items: text() },
    request_id: text(),
  }),
};
