import type { MiddlewareObj } from '@middy/core';
import type { ApiEvent } from '../api-event.ts';
import type { Answer } from '../route.ts';

/** Turns a route's answer into the gateway's response. */
export function jsonAnswer(): MiddlewareObj<ApiEvent> {
  return {
    after(request) {
      const { status, body, headers } = request.response as Answer;
      request.response = {
        statusCode: status,
        headers: {
          'cache-control': 'no-store',
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      };
    },
  };
}
