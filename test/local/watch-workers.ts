import { AsyncLocalStorage } from 'node:async_hooks';
import type { Worker } from 'node:worker_threads';

/** The threads of one name that are started by what begins in `during`, and by nothing else of this process. */
export function watchWorkers(name: string): {
  during<T>(start: () => T): T;
  kill(): void;
  stop(): void;
} {
  const scope = new AsyncLocalStorage<true>();
  const workers = new Set<Worker>();
  const watch = (worker: Worker) => {
    if (worker.threadName !== name || !scope.getStore()) return;
    workers.add(worker);
    worker.once('exit', () => workers.delete(worker));
  };
  process.on('worker', watch);
  return {
    during: (start) => scope.run(true, start),
    kill: () => {
      for (const worker of workers) void worker.terminate();
    },
    stop: () => process.off('worker', watch),
  };
}
