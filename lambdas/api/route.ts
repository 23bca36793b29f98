import type * as z from 'zod/mini';
import type { IdSeed } from '../../shared/idempotency/id-seed.ts';
import { parseFields } from '../../shared/problem/parse-fields.ts';
import { strictObject } from '../../shared/problem/strict-object.ts';
import type { Caller } from './caller.ts';
import type { Dependencies } from './dependencies.ts';
import { isMutation } from './is-mutation.ts';

/** One method of one path: everything the API does is a list of these. */
export type Route = {
  readonly method: Method;
  /** `/v1/subscriptions/{id}` */
  readonly path: string;
  readonly access: Access;
  /**
   * Whether a JSON body is needed, or may be left out; where it is `false`, a body is not looked at. `exact`: it is
   * needed, and its numbers keep their text.
   */
  readonly body: boolean | 'optional' | 'exact';
  /** The schema that the body is checked by. */
  readonly fields?: z.ZodMiniType;
  /** The schema that the query is checked by. */
  readonly query: z.ZodMiniType;
  /** Whether what it does stands in the audit log. */
  readonly audited: boolean;
  answer(request: RawRequest, dependencies: Dependencies): Promise<Answer>;
};

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/**
 * Who may call: `public` anybody, without a key; `key` any key, for no account in particular; `read` and `manage` for an account, by its key or by an
 * administrator who names it; `administrator` an administrator.
 */
export type Access = 'public' | 'key' | 'read' | 'manage' | 'administrator';

export type RawRequest = {
  readonly caller: Caller;
  /** Of the path, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** Parsed JSON, unchecked. */
  readonly body: unknown;
  /** `Idempotency-Key`, where it came. */
  readonly idempotencyKey?: string | undefined;
  /**
   * What ids of what the request makes are to be made from, where it came with an idempotency key: a try that takes over
   * from one that died finds by them what that one had made already.
   */
  readonly idSeed?: IdSeed | undefined;
  /** Where the API was called: `https://api.example.com`. */
  readonly origin: string;
};

export type Answer = {
  readonly status: number;
  /** Becomes JSON; without it the answer has no body. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

export type RouteRequest<Query> = Omit<RawRequest, 'query'> & { readonly query: Query };

type Definition<Query> = Pick<Route, 'method' | 'path' | 'access'> & {
  readonly body?: Route['body'];
  /** The schema that `handle` checks the body by; the document of the API shows it. */
  readonly fields?: z.ZodMiniType;
  /** @default whether it changes something, as `isMutation` says */
  readonly audited?: boolean;
  /** The query parameters; without it there are none, and any is refused. */
  readonly query?: z.ZodMiniType<Query>;
  handle(request: RouteRequest<Query>, dependencies: Dependencies): Answer | Promise<Answer>;
};

const noQuery = strictObject({});

/** A route whose query is checked before it is handled. */
export function route<Query = unknown>(definition: Definition<Query>): Route {
  const { method, path, access, body = false, query = noQuery, handle } = definition;
  const { audited = isMutation(definition) } = definition;
  return {
    method,
    path,
    access,
    body,
    ...(definition.fields && { fields: definition.fields }),
    query,
    audited,
    async answer(request, dependencies) {
      const checked = parseFields(query as z.ZodMiniType<Query>, request.query, 'invalid_query');
      return handle({ ...request, query: checked }, dependencies);
    },
  };
}
