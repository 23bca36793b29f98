import { Worker } from 'node:worker_threads';
import type { InvocationResult } from '../invocation/invocation-result.ts';
import { readLines } from './read-lines.ts';
import type { FunctionFailure, MessageFromWorker, MessageToWorker, WorkerSetup } from './worker-message.ts';

/** One execution environment: a thread that has loaded the function and serves many invocations at once. */
export type FunctionWorker = {
  /** Invocations that have not ended. */
  readonly inFlight: () => number;
  /** False from the moment a timeout, a failed start, an exit or `retire` has taken it out of service. */
  readonly isAccepting: () => boolean;
  /** Never rejects: a function that fails is a result. */
  readonly run: (job: Job) => Promise<InvocationResult>;
  /** Takes no more work and ends when what runs has ended. */
  readonly retire: () => void;
  /** Ends the thread in the middle of what it runs. */
  readonly breakOff: () => void;
  /** When the thread is gone. */
  readonly ended: Promise<void>;
};

export type Job = {
  readonly requestId: string;
  /** JSON text. */
  readonly payload: string;
  readonly clientContext?: string | undefined;
  readonly tail: boolean;
};

export type WorkerOptions = {
  readonly setup: WorkerSetup;
  readonly environment: Record<string, string>;
  readonly onLine: (line: string) => void;
  /** How long the thread may leave a ping unanswered, after a timeout, before it is ended with all it runs. */
  readonly pingTimeoutMs: number;
};

/** Loading the code is not on the invocation's clock, as on Lambda; a module that never loads must still end. */
const INIT_LIMIT_MS = 10_000;
/** Lambda's own figure for 6 MB, in its error's sentence too. */
const MOST_RESPONSE_BYTES = 6_291_556;

type Pending = { readonly job: Job; readonly settle: (result: Settled) => void; timer?: NodeJS.Timeout };
type Settled = { readonly payload: string; readonly failed: boolean; readonly log?: string | undefined };

export function startWorker(options: WorkerOptions): FunctionWorker {
  const { setup } = options;
  const worker = new Worker(new URL('worker-thread.ts', import.meta.url), {
    name: setup.functionName,
    workerData: setup,
    env: options.environment,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: { maxOldGenerationSizeMb: setup.memoryMb },
    stdout: true,
    stderr: true,
  });
  readLines(worker.stdout, options.onLine);
  readLines(worker.stderr, options.onLine);

  const pending = new Map<number, Pending>();
  let state: 'starting' | 'ready' | 'retired' | 'ended' = 'starting';
  let lastId = 0;
  let death: FunctionFailure | undefined;
  let pingTimer: NodeJS.Timeout | undefined;
  const initTimer = setTimeout(() => {
    failAll(() => timedOut('INIT', INIT_LIMIT_MS + setup.timeoutMs));
    retire();
  }, INIT_LIMIT_MS + setup.timeoutMs);

  worker.on('message', (message: MessageFromWorker) => {
    switch (message.type) {
      case 'ready':
        return onReady();
      case 'unusable':
        options.onLine(`${message.error.errorType}: ${message.error.errorMessage}`);
        failAll(() => message.error);
        return retire();
      case 'result':
        return settle(message.id, sized(message.payload, message.log));
      case 'failure':
        return settle(message.id, failure(message.error, message.log));
      case 'pong':
        return clearTimeout(pingTimer);
    }
  });
  worker.on('error', (error: Error & { code?: string }) => {
    death =
      error.code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? { errorType: 'Runtime.OutOfMemory', errorMessage: `Memory limit of ${setup.memoryMb} MB reached` }
        : { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
    options.onLine(`${death.errorType}: ${death.errorMessage}`);
  });
  const ended = new Promise<void>((resolve) => {
    worker.on('exit', (code) => {
      state = 'ended';
      clearTimeout(initTimer);
      clearTimeout(pingTimer);
      failAll((requestId) => death ?? exited(requestId, code));
      resolve();
    });
  });

  function onReady() {
    clearTimeout(initTimer);
    if (state === 'starting') state = 'ready';
    for (const id of pending.keys()) startClock(id);
  }

  function run(job: Job): Promise<InvocationResult> {
    const id = ++lastId;
    return new Promise((resolve) => {
      pending.set(id, {
        job,
        settle: ({ payload, failed, log }) =>
          resolve({
            requestId: job.requestId,
            payload,
            executedVersion: '$LATEST',
            ...(failed ? { functionError: 'Unhandled' as const } : {}),
            ...(log === undefined ? {} : { log }),
          }),
      });
      const { clientContext, ...message } = job;
      post({ type: 'invoke', id, ...message, ...(clientContext === undefined ? {} : { clientContext }) });
      if (state === 'ready') startClock(id);
    });
  }

  function startClock(id: number) {
    const entry = pending.get(id);
    if (!entry) return;
    entry.timer = setTimeout(() => {
      const error = timedOut(entry.job.requestId, setup.timeoutMs);
      options.onLine(error.errorMessage);
      settle(id, failure(error));
      retire();
      if (state !== 'retired') return;
      pingTimer ??= setTimeout(() => void worker.terminate(), options.pingTimeoutMs);
      post({ type: 'ping' });
    }, setup.timeoutMs);
  }

  function settle(id: number, result: Settled) {
    const entry = pending.get(id);
    if (!entry) return;
    pending.delete(id);
    clearTimeout(entry.timer);
    entry.settle(result);
    if (state === 'retired' && pending.size === 0) void worker.terminate();
  }

  function failAll(error: (requestId: string) => FunctionFailure) {
    for (const [id, { job }] of pending) settle(id, failure(error(job.requestId)));
  }

  function retire() {
    if (state === 'ended') return;
    state = 'retired';
    if (pending.size === 0) void worker.terminate();
  }

  function post(message: MessageToWorker) {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
    worker.postMessage(message);
  }

  return {
    inFlight: () => pending.size,
    isAccepting: () => state === 'starting' || state === 'ready',
    run,
    retire,
    breakOff: () => void worker.terminate(),
    ended,
  };
}

function sized(payload: string, log: string | undefined): Settled {
  if (Buffer.byteLength(payload) <= MOST_RESPONSE_BYTES) return { payload, failed: false, log };
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${MOST_RESPONSE_BYTES} bytes).`;
  return failure({ errorType: 'Function.ResponseSizeTooLarge', errorMessage }, log);
}

function failure(error: FunctionFailure, log?: string): Settled {
  return { payload: JSON.stringify(error), failed: true, log };
}

function timedOut(requestId: string, afterMs: number): FunctionFailure {
  return {
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${requestId} Error: Task timed out after ${(afterMs / 1000).toFixed(2)} seconds`,
  };
}

function exited(requestId: string, code: number): FunctionFailure {
  return {
    errorType: 'Runtime.ExitError',
    errorMessage:
      code === 0
        ? `RequestId: ${requestId} Error: Runtime exited without providing a reason`
        : `RequestId: ${requestId} Error: Runtime exited with error: exit status ${code}`,
  };
}
