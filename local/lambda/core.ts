import type { Context } from '../context.ts';
import type { Operations } from '../endpoint/operation.ts';
import type { CredentialsOf } from './function/assume-role.ts';
import type { PermissionStore } from './function/create-permission-store.ts';
import type { FunctionRegistry } from './function/create-function-registry.ts';
import type { AsyncQueue } from './invocation/create-async-queue.ts';
import type { AsyncConfigStore } from './invocation/create-async-config-store.ts';
import type { Invoker } from './invocation/create-invoker.ts';
import type { Mappings } from './mapping/create-mappings.ts';

/** The parts of Lambda that its operations and resource types work on. */
export type Core = {
  readonly context: Context;
  readonly assemblyDirectory: string;
  readonly credentialsOf: CredentialsOf;
  readonly sqs: Operations;
  readonly functions: FunctionRegistry;
  readonly permissions: PermissionStore;
  readonly invoker: Invoker;
  readonly asyncConfigs: AsyncConfigStore;
  readonly asyncQueue: AsyncQueue;
  readonly mappings: Mappings;
  readonly accountConcurrency: number;
};
