import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { IdempotentRequest } from '../../shared/idempotency/idempotent-request.ts';
import type { Caller } from './caller.ts';
import type { Answer, Route } from './route.ts';

/** A request on its way through the middleware, each of which adds what it found out. */
export type ApiEvent = APIGatewayProxyEventV2 & { state?: RequestState };

export type RequestState = {
  /** Milliseconds since the epoch. */
  startedAt: number;
  route?: Route;
  parameters?: Readonly<Record<string, string>>;
  caller?: Caller;
  body?: unknown;
  /** What the request is remembered by, where it came with an idempotency key and is the first of it. */
  idempotent?: {
    readonly request: IdempotentRequest;
    readonly holder: string;
    readonly begunAt: number;
  };
  /** The answer of the request that this one repeats: nothing is done again. */
  replayed?: Answer;
};
