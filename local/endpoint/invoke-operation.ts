import type { Context } from '../context.ts';
import type { Caller } from '../iam/caller.ts';
import { AwsError } from './aws-error.ts';
import type { JsonObject, Operations } from './operation.ts';

/** A request to one service, from the endpoint or from another service in process. */
export type Invocation = {
  readonly operations: Operations;
  /** The operation's AWS name, `SendMessage`. */
  readonly name: string;
  readonly input: JsonObject;
  readonly caller: Caller;
  readonly signal?: AbortSignal;
};

/**
 * Runs one operation after IAM has let its caller in. Returns what the operation returns, at once if it is synchronous.
 * @throws {AwsError} `UnknownOperationException`, `AccessDenied` or the operation's own.
 */
export function invokeOperation(context: Context, invocation: Invocation): unknown {
  const operation = invocation.operations[invocation.name];
  if (!operation)
    throw new AwsError(
      'UnknownOperationException',
      `The embedded AWS does not know the operation ${invocation.name}. It knows: ${Object.keys(invocation.operations).join(', ')}.`,
    );
  for (const access of operation.access(invocation.input)) context.authorize(invocation.caller, access);
  return operation.run(
    invocation.input,
    invocation.caller,
    invocation.signal ?? new AbortController().signal,
  );
}
