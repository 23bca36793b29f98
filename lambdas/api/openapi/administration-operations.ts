import { listOf, ref } from './json-schema.ts';
import type { Operations } from './operation.ts';

const tag = 'administration';
const account = '/v1/accounts/{id}';

export const administrationOperations: Operations = {
  'POST /v1/accounts': {
    id: 'createAccount',
    tag,
    summary: 'Makes an account',
    example: { id: 'acme', name: 'Acme Inc.', limits: { subscriptions: 100 } },
    answers: { 201: ref('Account') },
    problems: ['account_exists'],
  },
  'GET /v1/accounts': {
    id: 'listAccounts',
    tag,
    summary: 'Lists accounts by id',
    answers: { 200: listOf(ref('Account')) },
  },
  [`GET ${account}`]: { id: 'getAccount', tag, summary: 'One account', answers: { 200: ref('Account') } },
  [`PATCH ${account}`]: {
    id: 'changeAccount',
    tag,
    summary: 'Changes name and limits',
    example: { name: 'Acme Corp.', limits: { requests_per_second: 100, events_per_second: 500 } },
    answers: { 200: ref('Account') },
  },
  [`DELETE ${account}`]: {
    id: 'deleteAccount',
    tag,
    summary: 'Begins to erase an account',
    answers: { 202: ref('Account') },
  },
  [`POST ${account}/keys`]: {
    id: 'createKey',
    tag,
    summary: 'Makes a key, and shows it this once',
    example: { role: 'read' },
    answers: { 201: ref('CreatedKey') },
    problems: ['account_deleting'],
  },
  [`GET ${account}/keys`]: {
    id: 'listKeys',
    tag,
    summary: 'Lists keys in order of creation',
    answers: { 200: listOf(ref('Key')) },
  },
  [`GET ${account}/keys/{key_id}`]: { id: 'getKey', tag, summary: 'One key', answers: { 200: ref('Key') } },
  [`DELETE ${account}/keys/{key_id}`]: {
    id: 'deleteKey',
    tag,
    summary: 'Removes a key, which opens nothing any more',
    answers: { 204: null },
  },
  [`POST ${account}/portal-links`]: {
    id: 'createPortalLink',
    tag,
    summary: 'Makes a link that opens the console once',
    example: { role: 'read' },
    answers: { 201: ref('PortalLink') },
    problems: ['account_deleting'],
  },
  'POST /v1/portal-sessions': {
    id: 'createPortalSession',
    tag,
    summary: "Exchanges a link's code for a key that ends by itself",
    example: { code: 'whc_8r2XIUJTjdHkkyDwQxLbDbkBuBbXb0Cp3vGVmvX1rGs' },
    answers: { 201: ref('PortalSession') },
    problems: ['portal_code_invalid', 'account_deleting', 'not_found'],
  },
  'POST /v1/events': {
    id: 'createEvent',
    tag,
    summary: 'Puts an event onto the bus',
    example: {
      account_id: 'acme',
      event_type: 'call.ended',
      data: { call_id: 'call_123', duration: 120, outcome: 'success' },
      idempotency_key: 'call_123-ended',
    },
    answers: { 202: ref('PutEvent') },
    problems: ['event_not_taken'],
  },
  'POST /v1/admin-keys': {
    id: 'createAdminKey',
    tag,
    summary: "Makes an administrator's key, and shows it this once",
    example: {},
    answers: { 201: ref('CreatedKey') },
  },
  'GET /v1/admin-keys': {
    id: 'listAdminKeys',
    tag,
    summary: "Lists administrators' keys",
    answers: { 200: listOf(ref('Key')) },
  },
  'GET /v1/admin-keys/{key_id}': {
    id: 'getAdminKey',
    tag,
    summary: "One administrator's key",
    answers: { 200: ref('Key') },
  },
  'DELETE /v1/admin-keys/{key_id}': {
    id: 'deleteAdminKey',
    tag,
    summary: "Removes an administrator's key",
    answers: { 204: null },
  },
};
