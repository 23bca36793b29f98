import type { Access } from '../iam/access.ts';
import type { Caller } from '../iam/caller.ts';

/**
 * One API operation of an emulated service. The endpoint parses the request, asks `access` what must be allowed,
 * has IAM decide, and only then calls `run`. In-process callers (a rule's target, an event source mapping) take
 * the same path through `invokeOperation`, so nothing reaches a service that its permissions would not let in.
 *
 * The input is the JSON document of the request, unchecked: `access` and `run` throw `AwsError` for what AWS would
 * refuse, and refuse by name a documented parameter that is not emulated.
 */
export type Operation = {
  /** What must be allowed before the operation runs; an empty list for operations that need no permission. */
  access(input: JsonObject): readonly Access[];
  /** The answer as the service's JSON document. Times are milliseconds from the context's clock. */
  run(input: JsonObject, caller: Caller, signal: AbortSignal): unknown;
};

export type JsonObject = Record<string, unknown>;

/** The operations of one service by their AWS name (`SendMessage`). */
export type Operations = Readonly<Record<string, Operation>>;
