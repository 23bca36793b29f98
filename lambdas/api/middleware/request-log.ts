import type { MiddlewareObj, Request } from '@middy/core';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { ApiEvent } from '../api-event.ts';
import type { Dependencies } from '../dependencies.ts';
import { requestState } from '../request-state.ts';

/** Writes one line for each request: who, what, how it ended; no body, no query, no key. Stands first, so it ends last. */
export function requestLog({
  now,
  log,
}: Pick<Dependencies, 'now' | 'log'>): MiddlewareObj<ApiEvent, APIGatewayProxyStructuredResultV2> {
  const end = (request: Request<ApiEvent, APIGatewayProxyStructuredResultV2>) => {
    const { event, response } = request;
    const { startedAt, route, caller } = requestState(event);
    log({
      level: 'INFO',
      message: 'request',
      request_id: event.requestContext.requestId,
      method: event.requestContext.http.method,
      path: event.rawPath,
      route: route?.path,
      status: response?.statusCode,
      duration_ms: now() - startedAt,
      role: caller?.role,
      account_id: caller?.accountId,
      key_id: caller?.keyId,
    });
  };
  return {
    before({ event }) {
      event.state = { startedAt: now() };
    },
    after: end,
    onError: end,
  };
}
