import type { Operations } from './operation.ts';
import type { RestRoute } from './rest-route.ts';

/** How one emulated service is spoken to. */
export type WireService =
  /** `POST /` with `X-Amz-Target: <targetPrefix>.<Operation>`. */
  | {
      readonly protocol: 'json1.0' | 'json1.1';
      readonly targetPrefix: string;
      readonly operations: Operations;
      /** What stands before the `#` of an error's type: `com.amazonaws.sqs`. */
      readonly errorNamespace?: string;
      /** Answers errors in `x-amzn-query-error` too, as SQS does for clients that know its older protocol. */
      readonly queryCompatible?: boolean;
      /** Sends a checksum of each answer, as DynamoDB does. */
      readonly crc32?: boolean;
    }
  /** Paths and methods of its own, as Lambda. */
  | {
      readonly protocol: 'rest-json';
      readonly routes: readonly RestRoute[];
      readonly operations: Operations;
    }
  /** A form with `Action` and `Version`, answered in XML, as STS and CloudFormation. */
  | {
      readonly protocol: 'query';
      readonly version: string;
      readonly operations: Operations;
    };
