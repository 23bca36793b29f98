/**
 * How many batches of one mapping may run at once: 5 at first, more while every place is taken and the queue still
 * gives full batches, fewer after a throttled or failed invocation.
 */
export type Slots = {
  /** Resolves when a place is free or the signal says stop. */
  free(signal: AbortSignal): Promise<void>;
  take(): void;
  /** Gives a place back, with what its end says about the load. */
  giveBack(end: 'served' | 'held back'): void;
  /** Says that the queue gave a full batch. */
  noteFullBatch(): void;
  readonly running: () => number;
};

const FIRST = 5;
const MOST = 1250;
const LEAST = 2;
/** 300 more a minute. */
const GROWTH_INTERVAL_MS = 200;

export function createSlots(now: () => number, maximumConcurrency: number | undefined): Slots {
  const most = Math.min(maximumConcurrency ?? MOST, MOST);
  let limit = Math.min(FIRST, most);
  let running = 0;
  let grownAt = -Infinity;
  let wake: (() => void) | undefined;

  return {
    free: (signal) =>
      new Promise((resolve) => {
        if (running < limit || signal.aborted) return resolve();
        const done = () => {
          wake = undefined;
          signal.removeEventListener('abort', done);
          resolve();
        };
        wake = done;
        signal.addEventListener('abort', done);
      }),
    take: () => {
      running += 1;
    },
    giveBack: (end) => {
      running -= 1;
      if (end === 'held back') limit = Math.max(Math.min(LEAST, most), Math.floor(limit / 2));
      if (running < limit) wake?.();
    },
    noteFullBatch: () => {
      if (running < limit || limit >= most || now() - grownAt < GROWTH_INTERVAL_MS) return;
      limit += 1;
      grownAt = now();
      wake?.();
    },
    running: () => running,
  };
}
