import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Caller } from './caller.ts';
import type { Route } from './route.ts';

/** A request on its way through the middleware, each of which adds what it found out. */
export type ApiEvent = APIGatewayProxyEventV2 & { state?: RequestState };

export type RequestState = {
  /** Milliseconds since the epoch. */
  startedAt: number;
  route?: Route;
  parameters?: Readonly<Record<string, string>>;
  caller?: Caller;
  body?: unknown;
};
