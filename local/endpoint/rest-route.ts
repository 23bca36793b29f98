import type { JsonObject } from './operation.ts';

/** How a REST request of a service that has no `X-Amz-Target` becomes an operation and its answer. */
export type RestRoute = {
  readonly method: string;
  /** Over the path without the query; named groups are handed on, decoded. */
  readonly path: RegExp;
  readonly operation: string;
  input(request: RestRequest): JsonObject;
  /** Defaults to 200 and the output as JSON. */
  answer?(output: unknown): RestAnswer;
};

export type RestRequest = {
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
};

export type RestAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
};
