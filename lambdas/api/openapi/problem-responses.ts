import { type ProblemCode, problems } from '../../../shared/problem/problems.ts';
import type { Route } from '../route.ts';
import { ref } from './json-schema.ts';
import type { Operation } from './operation.ts';

/** The refusals of a route by their status, each with the codes that it can have. */
export function problemResponses(route: Route, operation: Operation): Readonly<Record<string, unknown>> {
  const codes = [...new Set([...general(route), ...(operation.problems ?? [])])];
  const statuses = [...new Set(codes.map((code) => problems[code].status))].toSorted((a, b) => a - b);
  return Object.fromEntries(
    statuses.map((status) => [
      String(status),
      response(codes.filter((code) => problems[code].status === status)),
    ]),
  );
}

function general({ access, body, method, path }: Route): readonly ProblemCode[] {
  const isOfAccount = access === 'read' || access === 'manage';
  const changes = method !== 'GET' && (access === 'manage' || access === 'administrator');
  return [
    'invalid_query',
    ...(body === false ? [] : (['malformed_json', 'unsupported_media_type', 'invalid_fields'] as const)),
    ...(access === 'public' ? [] : (['unauthorized', 'other_account', 'too_many_requests'] as const)),
    ...(isOfAccount ? (['account_required'] as const) : []),
    // An administrator may name an account that is none.
    ...(isOfAccount || access === 'key' ? (['not_found'] as const) : []),
    ...(access === 'manage' ? (['read_only_key'] as const) : []),
    ...(access === 'administrator' ? (['administrators_only'] as const) : []),
    ...(changes
      ? (['invalid_idempotency_key', 'idempotency_in_progress', 'idempotency_key_reused'] as const)
      : []),
    ...(path.includes('{') ? (['not_found'] as const) : []),
    'internal_error',
  ];
}

function response(codes: readonly ProblemCode[]) {
  return {
    description: codes.map((code) => `\`${code}\`: ${problems[code].title}`).join('. '),
    content: {
      'application/problem+json': {
        schema: { allOf: [ref('Problem'), { properties: { code: { enum: codes } } }] },
      },
    },
  };
}
