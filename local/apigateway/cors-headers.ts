import type { Cors } from './http-api.ts';

type Asking = {
  readonly method: string;
  readonly origin: string | undefined;
  /** `access-control-request-method` of a preflight. */
  readonly requestedMethod: string | undefined;
};

/** Whether API Gateway answers a request itself, without any route. */
export function isPreflight(cors: Cors | undefined, { method, origin, requestedMethod }: Asking): boolean {
  return cors !== undefined && method === 'OPTIONS' && origin !== undefined && requestedMethod !== undefined;
}

/** The headers that an API's CORS configuration adds to an answer; they replace the function's own. */
export function corsHeaders(cors: Cors | undefined, asking: Asking): Record<string, string> {
  const origin = cors && allowedOrigin(cors, asking.origin);
  if (!cors || origin === undefined) return {};
  return {
    'access-control-allow-origin': origin,
    ...(origin === '*' ? {} : { vary: 'Origin' }),
    ...(cors.allowCredentials ? { 'access-control-allow-credentials': 'true' } : {}),
    ...(isPreflight(cors, asking)
      ? {
          ...listed('access-control-allow-methods', cors.allowMethods),
          ...listed('access-control-allow-headers', cors.allowHeaders),
          ...(cors.maxAgeSeconds === undefined
            ? {}
            : { 'access-control-max-age': String(cors.maxAgeSeconds) }),
        }
      : listed('access-control-expose-headers', cors.exposeHeaders)),
  };
}

function allowedOrigin(cors: Cors, origin: string | undefined): string | undefined {
  if (origin === undefined) return undefined;
  if (cors.allowOrigins.includes('*')) return '*';
  const isAllowed = cors.allowOrigins.some(
    (allowed) =>
      allowed === origin ||
      // `https://*` and `http://*` stand for every origin of their scheme.
      (allowed.endsWith('://*') && origin.startsWith(allowed.slice(0, -1))),
  );
  return isAllowed ? origin : undefined;
}

function listed(name: string, values: readonly string[]): Record<string, string> {
  return values.length === 0 ? {} : { [name]: values.join(',') };
}
