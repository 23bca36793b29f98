/**
 * What a request can be refused for, by its code, with the HTTP status and the title of its problem document.
 * 400 where the request cannot be read as it is (JSON syntax, a header, the query); 422 where the body was read and
 * one or more of its fields are not allowed.
 */
export const problems = {
  malformed_json: { status: 400, title: 'The body is not JSON' },
  invalid_query: { status: 400, title: 'A query parameter is not allowed' },
  invalid_idempotency_key: { status: 400, title: 'The idempotency key is not allowed' },
  account_required: { status: 400, title: 'The account to act for is missing' },
  unauthorized: { status: 401, title: 'The key is missing or not valid' },
  portal_code_invalid: { status: 401, title: 'The code is not valid' },
  read_only_key: { status: 403, title: 'The key may only read' },
  administrators_only: { status: 403, title: 'Only an administrator may do this' },
  other_account: { status: 403, title: 'The key belongs to another account' },
  not_found: { status: 404, title: 'There is no such resource' },
  method_not_allowed: { status: 405, title: 'The resource does not know this method' },
  account_exists: { status: 409, title: 'The account exists already' },
  account_deleting: { status: 409, title: 'The account is being deleted' },
  subscription_deleting: { status: 409, title: 'The subscription is being deleted' },
  illegal_move: { status: 409, title: 'The subscription cannot be moved from its status' },
  subscription_not_active: { status: 409, title: 'The subscription is in no status for this' },
  job_ended: { status: 409, title: 'The job is at its end' },
  idempotency_in_progress: { status: 409, title: 'The same request is being answered' },
  too_many_secrets: { status: 409, title: 'Too many secrets sign at once' },
  account_key_erased: { status: 410, title: 'What was stored for the account has been erased' },
  unsupported_media_type: { status: 415, title: 'The body is not declared as JSON' },
  invalid_fields: { status: 422, title: 'Some fields are not allowed' },
  idempotency_key_reused: { status: 422, title: 'The idempotency key belongs to another request' },
  limit_exceeded: { status: 429, title: 'A limit of the account is reached' },
  too_many_requests: { status: 429, title: 'The account makes too many requests' },
  internal_error: { status: 500, title: 'Something went wrong on our side' },
  event_not_taken: { status: 503, title: 'The bus did not take the event' },
} as const satisfies Readonly<Record<string, { status: number; title: string }>>;

export type ProblemCode = keyof typeof problems;
