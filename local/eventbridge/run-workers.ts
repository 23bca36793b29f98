import type { Context } from '../context.ts';
import type { Worker } from './worker.ts';

export type WorkerLoop = {
  start(): void;
  /** Looks again for due work, after the current commit; nothing before `start`. */
  wake(): void;
  /** Takes nothing new and waits for what is being done. */
  stop(): Promise<void>;
};

/** Runs each worker whenever something of it is due. Each has a loop of its own: a slow function holds up no schedule. */
export function runWorkers(context: Context, workers: readonly Worker[]): WorkerLoop {
  const loops = workers.map((worker) => createLoop(context, worker));
  return {
    start: () => loops.forEach((loop) => loop.start()),
    wake: () => loops.forEach((loop) => loop.wake()),
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}

/** A manual clock may jump, and what is due is looked for at least this often. */
const MAX_SLEEP_MS = 60_000;
const RETRY_MS = 5000;

function createLoop(context: Context, worker: Worker): WorkerLoop {
  let isStarted = false;
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  const plan = (delayMs: number) => {
    clearTimeout(timer);
    if (isStarted) timer = setTimeout(begin, delayMs);
  };
  const begin = () => {
    // While it runs, what came meanwhile is found by the plan at its end.
    running ??= run();
  };
  const run = async () => {
    const delayMs = await carryOut();
    running = undefined;
    plan(delayMs);
  };
  const carryOut = async () => {
    try {
      await worker.runDue();
      const next = worker.nextAt();
      return next === undefined ? MAX_SLEEP_MS : Math.min(MAX_SLEEP_MS, Math.max(0, next - context.now()));
    } catch (error) {
      context.warn(
        `Work of the embedded EventBridge failed: ${error instanceof Error ? error.stack : String(error)}`,
      );
      return RETRY_MS;
    }
  };
  return {
    start() {
      isStarted = true;
      plan(0);
    },
    wake: () => plan(0),
    async stop() {
      isStarted = false;
      clearTimeout(timer);
      await running;
    },
  };
}
