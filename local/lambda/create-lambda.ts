import type { ResourceType } from '../cloudformation/resource-type.ts';
import type { Context } from '../context.ts';
import type { Operations } from '../endpoint/operation.ts';
import type { RestRoute } from '../endpoint/rest-route.ts';
import type { Caller } from '../iam/caller.ts';
import { functionAccess } from './api/function-access.ts';
import { concurrencyOperations } from './api/concurrency-operations.ts';
import { functionOperations } from './api/function-operations.ts';
import { invokeOperations } from './api/invoke-operations.ts';
import { mappingOperations } from './api/mapping-operations.ts';
import { permissionOperations } from './api/permission-operations.ts';
import { refusedOperations } from './api/refused-operations.ts';
import { routes } from './api/routes.ts';
import type { Core } from './core.ts';
import { tagOperations } from './api/tag-operations.ts';
import { updateConfiguration } from './api/update-configuration.ts';
import type { CredentialsOf } from './function/assume-role.ts';
import { createFunctionRegistry } from './function/create-function-registry.ts';
import { createPermissionStore } from './function/create-permission-store.ts';
import { functionName } from './function/function-name.ts';
import { createAsyncConfigStore } from './invocation/create-async-config-store.ts';
import { createAsyncQueue } from './invocation/create-async-queue.ts';
import { createInvoker } from './invocation/create-invoker.ts';
import type { InvocationResult } from './invocation/invocation-result.ts';
import { payloadText } from './invocation/payload-text.ts';
import { sendDroppedEvent } from './invocation/send-dropped-event.ts';
import { createMappings } from './mapping/create-mappings.ts';
import { eventInvokeConfigResource } from './resource/event-invoke-config-resource.ts';
import { functionResource } from './resource/function-resource.ts';
import { mappingResource } from './resource/mapping-resource.ts';
import { permissionResource } from './resource/permission-resource.ts';

/** The embedded Lambda. */
export type Lambda = {
  readonly operations: Operations;
  readonly routes: readonly RestRoute[];
  readonly resourceTypes: readonly ResourceType[];
  /**
   * Invokes a function for a caller that waits. A function that fails is a result.
   * @throws {AwsError} `AccessDenied`, `ResourceNotFoundException`, `RequestTooLargeException` above 6 MB,
   *   `TooManyRequestsException`
   */
  invoke(request: InvokeRequest): Promise<InvocationResult>;
  /**
   * Keeps an event for a function. It is in the database before this returns its promise, so that a transaction
   * of the caller's takes it along; it is served at least once, with two retries by default.
   * @throws {AwsError} `AccessDenied`, `ResourceNotFoundException`, `RequestTooLargeException` above 1 MB
   */
  invokeLater(functionArn: string, payload: unknown, caller: Caller): Promise<void>;
  /** Begins polling the event source mappings and serving kept events. */
  start(): void;
  /** Receives nothing more and resolves when what was received is served; what others call is still invoked. */
  drain(): Promise<void>;
  /** How many invocations run, by the names of their functions. */
  running(): ReadonlyMap<string, number>;
  /**
   * Ends what runs where it is, as a crash would: what came from a queue or was kept is there at the next start, and who
   * waits is refused.
   */
  breakOff(): void;
  /** Drains, then ends the workers. */
  stop(): Promise<void>;
};

export type InvokeRequest = {
  readonly functionArn: string;
  readonly payload: unknown;
  readonly caller: Caller;
};

export type LambdaOptions = {
  /** The cloud assembly: a function's code is its `asset.<hash>` directory. */
  readonly assemblyDirectory: string;
  readonly sqs: Operations;
  /** Asked for `lambda.amazonaws.com`. */
  readonly credentialsOf: CredentialsOf;
  /** Gets every line that a function writes, if its role may write logs. */
  readonly onLog: (entry: { readonly functionName: string; readonly line: string }) => void;
  /** Threads that one function may have. @default 2 */
  readonly workersPerFunction?: number;
  /** Invocations at once in the whole account. @default 1000 */
  readonly accountConcurrency?: number;
  /** How long an event source mapping stays in transition. @default 50 */
  readonly transitionMs?: number;
  /** Waits before the retries of an asynchronous invocation. @default [60000, 120000] */
  readonly asyncRetryDelaysMs?: readonly number[];
  /** First wait after a mapping's failed receive; doubles up to a minute. @default 1000 */
  readonly problemDelayMs?: number;
  /** How long a worker with a timed-out invocation may be unresponsive before it is ended. @default 1000 */
  readonly pingTimeoutMs?: number;
  /** How far `context.now` is ahead of the machine's time: functions live at the same time. @default 0 */
  readonly clockOffsetMs?: number;
};

export function createLambda(context: Context, options: LambdaOptions): Lambda {
  const core = createCore(context, options);
  const { asyncQueue, functions, invoker, mappings } = core;
  const operations: Operations = {
    ...invokeOperations(core),
    ...functionOperations(core),
    ...concurrencyOperations(core),
    ...updateConfiguration(core),
    ...permissionOperations(core),
    ...mappingOperations(core),
    ...tagOperations(core),
    ...refusedOperations(),
  };
  const authorizedName = (functionArn: string, caller: Caller) => {
    context.authorize(caller, functionAccess(core, 'lambda:InvokeFunction', functionArn));
    return functions.get(functionName(functionArn)).functionName;
  };
  const drain = async () => {
    await Promise.all([mappings.stop(), asyncQueue.stop()]);
  };
  return {
    operations,
    routes,
    resourceTypes: [
      functionResource(core),
      permissionResource(core),
      eventInvokeConfigResource(core),
      mappingResource(core, operations),
    ],
    invoke: async ({ functionArn, payload, caller }) =>
      invoker.run({
        functionName: authorizedName(functionArn, caller),
        payload: payloadText(payload, 'RequestResponse'),
      }),
    invokeLater: async (functionArn, payload, caller) =>
      asyncQueue.add(authorizedName(functionArn, caller), payloadText(payload, 'Event')),
    start: () => {
      mappings.start();
      asyncQueue.start();
    },
    drain,
    running: invoker.running,
    breakOff: invoker.breakOff,
    stop: async () => {
      await drain();
      await invoker.stop();
    },
  };
}

function createCore(context: Context, options: LambdaOptions): Core {
  const { assemblyDirectory, credentialsOf, sqs } = options;
  const accountConcurrency = options.accountConcurrency ?? 1000;
  const functions = createFunctionRegistry(context);
  const asyncConfigs = createAsyncConfigStore(context);
  const invoker = createInvoker(context, {
    functions,
    credentialsOf,
    onLog: options.onLog,
    workersPerFunction: options.workersPerFunction ?? 2,
    accountConcurrency,
    pingTimeoutMs: options.pingTimeoutMs ?? 1000,
    clockOffsetMs: options.clockOffsetMs ?? 0,
  });
  const asyncQueue = createAsyncQueue(context, {
    functions,
    invoker,
    configs: asyncConfigs,
    retryDelaysMs: options.asyncRetryDelaysMs ?? [60_000, 120_000],
    onDropped: (dropped) => sendDroppedEvent(context, { sqs, functions, configs: asyncConfigs }, dropped),
  });
  const mappings = createMappings(context, {
    sqs,
    functions,
    invoker,
    transitionMs: options.transitionMs ?? 50,
    problemDelayMs: options.problemDelayMs ?? 1000,
  });
  const permissions = createPermissionStore(context);
  return {
    context,
    assemblyDirectory,
    credentialsOf,
    sqs,
    functions,
    permissions,
    invoker,
    asyncConfigs,
    asyncQueue,
    mappings,
    accountConcurrency,
  };
}
