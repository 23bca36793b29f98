/** Receives that wait for a message. */
export type LongPolls = {
  /** The first answer of `attempt` that is not undefined; undefined when the time is up, or it was aborted or stopped. */
  wait<T>(queue: number, poll: LongPoll<T>): Promise<T | undefined>;
  /** To be told whenever something may have become visible, or will sooner than before. */
  changed(queue: number): void;
  stop(): void;
};

export type LongPoll<T> = {
  readonly attempt: () => T | undefined;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
};

type Waiter = { readonly attempt: () => boolean; readonly stop: () => void };

/**
 * Waits in memory, served in order of arrival. A change is looked at in a microtask: by then the synchronous
 * transaction that made it has been committed, or rolled back and there is nothing to find.
 */
export function createLongPolls(
  now: () => number,
  nextVisibleAt: (queue: number, now: number) => number | undefined,
): LongPolls {
  const waiting = new Map<number, Set<Waiter>>();
  const timers = new Map<number, NodeJS.Timeout>();
  const scheduled = new Set<number>();
  let stopped = false;

  function changed(queue: number): void {
    if (!waiting.has(queue) || scheduled.has(queue)) return;
    scheduled.add(queue);
    queueMicrotask(() => serve(queue));
  }

  function serve(queue: number): void {
    scheduled.delete(queue);
    // Taken before the attempts: what becomes visible while they run must set the timer.
    const since = now();
    for (const waiter of waiting.get(queue) ?? []) if (!waiter.attempt()) break;
    arm(queue, since);
  }

  function arm(queue: number, since: number): void {
    clearTimeout(timers.get(queue));
    timers.delete(queue);
    if (!waiting.has(queue)) return;
    const at = nextVisibleAt(queue, since);
    if (at === undefined) return;
    const delay = Math.max(1, at - now());
    timers.set(
      queue,
      setTimeout(() => serve(queue), delay),
    );
  }

  function remove(queue: number, waiter: Waiter): void {
    const waiters = waiting.get(queue);
    if (!waiters?.delete(waiter) || waiters.size > 0) return;
    waiting.delete(queue);
    clearTimeout(timers.get(queue));
    timers.delete(queue);
  }

  function wait<T>(queue: number, { attempt, timeoutMs, signal }: LongPoll<T>): Promise<T | undefined> {
    if (stopped || signal.aborted) return Promise.resolve(undefined);
    return new Promise((resolve, reject) => {
      const end = (settle: () => void): void => {
        clearTimeout(deadline);
        signal.removeEventListener('abort', giveUp);
        remove(queue, waiter);
        settle();
      };
      const giveUp = (): void => end(() => resolve(undefined));
      const deadline = setTimeout(giveUp, timeoutMs);
      const waiter: Waiter = {
        attempt: () => attemptAndSettle(attempt, { end, resolve, reject }),
        stop: giveUp,
      };
      signal.addEventListener('abort', giveUp);
      const waiters = waiting.get(queue) ?? new Set();
      waiting.set(queue, waiters.add(waiter));
      if (waiters.size === 1) changed(queue);
    });
  }

  return {
    wait,
    changed,
    stop() {
      stopped = true;
      for (const waiter of [...waiting.values()].flatMap((waiters) => [...waiters])) waiter.stop();
    },
  };
}

/** Whether the next waiter should try too: not after an empty attempt, whose queue has nothing left. */
function attemptAndSettle<T>(attempt: () => T | undefined, { end, resolve, reject }: Settle<T>): boolean {
  try {
    const found = attempt();
    if (found === undefined) return false;
    end(() => resolve(found));
  } catch (error) {
    end(() => reject(error as Error));
  }
  return true;
}

type Settle<T> = {
  readonly end: (settle: () => void) => void;
  readonly resolve: (found: T) => void;
  readonly reject: (error: Error) => void;
};
