import type { Operations } from '../endpoint/operation.ts';
import type { Caller } from '../iam/caller.ts';

/** The services that targets belong to. */
export type Neighbours = {
  /** Takes on a target's role for a rule. @throws {AwsError} when there is none that trusts EventBridge */
  assumeRole(roleArn: string, ruleArn: string): void;
  readonly sqs: Operations;
  /** Invokes a function asynchronously, once its resource policy has let the caller in. */
  invokeFunction(functionArn: string, payload: unknown, caller: Caller): Promise<void>;
};
