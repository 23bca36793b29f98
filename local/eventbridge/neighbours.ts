import type { Operations } from '../endpoint/operation.ts';
import type { Caller } from '../iam/caller.ts';

/** The services that targets belong to. */
export type Neighbours = {
  readonly sqs: Operations;
  /** Invokes a function asynchronously, once its resource policy has let the caller in. */
  invokeFunction(functionArn: string, payload: unknown, caller: Caller): Promise<void>;
};
