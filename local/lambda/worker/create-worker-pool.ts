import type { InvocationResult } from '../invocation/invocation-result.ts';
import type { FunctionWorker, Job } from './start-worker.ts';

/** The workers of one function at one configuration. */
export type WorkerPool = {
  readonly run: (job: Job) => Promise<InvocationResult>;
  /** Takes the workers out of service and resolves when what they run has ended and they are gone. */
  readonly retire: () => Promise<void>;
};

/** One worker serves this many invocations before another is started; a thread is cheap, but not free. */
const INVOCATIONS_BEFORE_GROWTH = 10;

/**
 * Starts workers as they are needed, at most `most` in service, and gives each invocation to the least loaded one.
 * A worker that has left service is replaced at the next invocation.
 */
export function createWorkerPool(start: () => FunctionWorker, most: number): WorkerPool {
  const workers = new Set<FunctionWorker>();

  function startOne(): FunctionWorker {
    const worker = start();
    workers.add(worker);
    void worker.ended.then(() => workers.delete(worker));
    return worker;
  }

  function choose(): FunctionWorker {
    const accepting = [...workers].filter((worker) => worker.isAccepting());
    const [first, ...others] = accepting;
    if (!first) return startOne();
    const idlest = others.reduce(
      (best, worker) => (worker.inFlight() < best.inFlight() ? worker : best),
      first,
    );
    const isBusy = idlest.inFlight() >= INVOCATIONS_BEFORE_GROWTH;
    return isBusy && accepting.length < most ? startOne() : idlest;
  }

  return {
    run: (job) => choose().run(job),
    retire: async () => {
      for (const worker of workers) worker.retire();
      await Promise.all([...workers].map((worker) => worker.ended));
    },
  };
}
