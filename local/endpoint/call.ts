import type { AwsError } from './aws-error.ts';
import type { JsonObject, Operations } from './operation.ts';

/** A request as its protocol understood it, and how that protocol writes the two kinds of answer. */
export type Call = {
  /** The name of the service in the endpoint's table. */
  readonly service: string;
  readonly operation: string;
  readonly operations: Operations;
  /** Reads the input. @throws {AwsError} `SerializationException` */
  input(): JsonObject;
  answer(output: unknown): Reply;
  refuse(error: AwsError): Reply;
};

export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
};

/** A request with its whole body, decompressed. */
export type RawRequest = {
  readonly method: string;
  /** Without the query; percent-encoded as sent. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  readonly requestId: string;
};
