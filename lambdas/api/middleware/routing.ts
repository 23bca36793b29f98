import type { MiddlewareObj } from '@middy/core';
import type { ApiEvent } from '../api-event.ts';
import { findRoute } from '../find-route.ts';
import { requestState } from '../request-state.ts';
import type { Route } from '../route.ts';

/** Finds the request's route. */
export function routing(routes: readonly Route[]): MiddlewareObj<ApiEvent> {
  return {
    before({ event }) {
      const { method } = event.requestContext.http;
      Object.assign(requestState(event), findRoute(routes, method, event.rawPath));
    },
  };
}
