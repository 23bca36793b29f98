import { randomBytes, randomUUID } from 'node:crypto';
import type { Context } from '../../context.ts';
import { AwsError } from '../../endpoint/aws-error.ts';
import { assumeRole } from '../function/assume-role.ts';
import type { CredentialsOf } from '../function/assume-role.ts';
import type { FunctionConfiguration } from '../function/function-configuration.ts';
import type { FunctionRegistry } from '../function/create-function-registry.ts';
import { createWorkerPool } from '../worker/create-worker-pool.ts';
import type { WorkerPool } from '../worker/create-worker-pool.ts';
import { type FunctionWorker, startWorker } from '../worker/start-worker.ts';
import { workerEnvironment } from '../worker/worker-environment.ts';
import { createConcurrency } from './create-concurrency.ts';
import type { InvocationResult } from './invocation-result.ts';
import { openLog } from './open-log.ts';

/** Runs functions. Whoever calls it has authorised the invocation, or is Lambda itself. */
export type Invoker = {
  /**
   * @throws {AwsError} `ResourceNotFoundException`, `TooManyRequestsException`, `ServiceException` from `breakOff` or
   *   `stop` on; a function that fails is a result.
   */
  run(request: InvocationRequest): Promise<InvocationResult>;
  /** How many invocations run, by the names of their functions. */
  running(): ReadonlyMap<string, number>;
  /** Ends the workers in the middle of what they run, and refuses new work. */
  breakOff(): void;
  /** Refuses new work and resolves when what runs has ended and the workers are gone. */
  stop(): Promise<void>;
};

export type InvocationRequest = {
  readonly functionName: string;
  /** JSON text. */
  readonly payload: string;
  /** Given for an asynchronous event, which keeps its id over its retries. */
  readonly requestId?: string;
  readonly clientContext?: string | undefined;
  /** Whether the result should carry the invocation's log. */
  readonly tail?: boolean;
};

export type InvokerOptions = {
  readonly functions: FunctionRegistry;
  readonly credentialsOf: CredentialsOf;
  readonly onLog: (entry: { readonly functionName: string; readonly line: string }) => void;
  readonly workersPerFunction: number;
  readonly accountConcurrency: number;
  readonly pingTimeoutMs: number;
  readonly clockOffsetMs: number;
};

export function createInvoker(context: Context, options: InvokerOptions): Invoker {
  const { functions } = options;
  const concurrency = createConcurrency(options.accountConcurrency, functions.list);
  const pools = new Map<string, { configuration: FunctionConfiguration; pool: WorkerPool }>();
  const retiring = new Set<Promise<void>>();
  const workers = new Set<FunctionWorker>();
  let stopping = false;
  let brokenOff = false;

  async function run(request: InvocationRequest): Promise<InvocationResult> {
    if (stopping) throw stopped('takes no new invocation');
    const configuration = functions.get(request.functionName);
    const leave = concurrency.enter(configuration);
    try {
      const result = await poolOf(configuration).run({
        requestId: request.requestId ?? randomUUID(),
        payload: request.payload,
        clientContext: request.clientContext,
        tail: request.tail ?? false,
      });
      if (brokenOff && result.functionError) throw stopped('has broken the invocation off');
      return result;
    } finally {
      leave();
    }
  }

  /** A changed function gets new workers; the old ones finish what they run. */
  function poolOf(configuration: FunctionConfiguration): WorkerPool {
    const { functionName } = configuration;
    const known = pools.get(functionName);
    if (known?.configuration === configuration) return known.pool;
    if (known) retire(known.pool);
    const pool = createWorkerPool(() => startFunctionWorker(configuration), options.workersPerFunction);
    pools.set(functionName, { configuration, pool });
    return pool;
  }

  function retire(pool: WorkerPool): void {
    const gone = pool.retire().finally(() => retiring.delete(gone));
    retiring.add(gone);
  }

  function startFunctionWorker(configuration: FunctionConfiguration) {
    const day = new Date(context.now()).toISOString().slice(0, 10).replaceAll('-', '/');
    const logStream = `${day}/[$LATEST]${randomBytes(16).toString('hex')}`;
    const log = openLog(context, configuration, logStream);
    const worker = startWorker({
      setup: {
        codeDirectory: configuration.codeDirectory,
        handler: configuration.handler,
        runtime: configuration.runtime,
        functionName: configuration.functionName,
        functionArn: configuration.functionArn,
        memoryMb: configuration.memoryMb,
        timeoutMs: configuration.timeoutSeconds * 1000,
        logGroup: configuration.logGroup,
        logStream,
        logFormat: configuration.logFormat,
        clockOffsetMs: options.clockOffsetMs,
      },
      environment: workerEnvironment(context, configuration, {
        credentials: assumeRole(options.credentialsOf, configuration.role),
        logStream,
      }),
      onLine: (line) => log.isOpen && options.onLog({ functionName: configuration.functionName, line }),
      pingTimeoutMs: options.pingTimeoutMs,
    });
    workers.add(worker);
    void worker.ended.then(() => workers.delete(worker));
    return worker;
  }

  return {
    run,
    running: concurrency.running,
    breakOff: () => {
      stopping = true;
      brokenOff = true;
      for (const worker of workers) worker.breakOff();
    },
    stop: async () => {
      stopping = true;
      for (const { pool } of pools.values()) retire(pool);
      await Promise.all(retiring);
    },
  };
}

function stopped(what: string): AwsError {
  return new AwsError('ServiceException', `The embedded AWS is stopping and ${what}.`, 500);
}
