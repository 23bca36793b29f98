import type { Looking } from '../../../../lambdas/api/looking.ts';
import type { QueueDepth } from '../../../../shared/queue/queue-depth.ts';
import type { Statistics } from '../../../../shared/statistics/statistics.ts';

/** What a test lets be seen. */
export type Seen = {
  readonly hours: Map<number, Statistics>;
  lastUntried?: number;
  oldestRetrying?: number;
  queue?: QueueDepth;
  deadLetters?: QueueDepth;
};

/** Looking at what a test says. */
export function lookingIn(seen: Seen): Looking {
  return {
    statistics: {
      read: async ({ from, to }) => new Map([...seen.hours].filter(([hour]) => hour >= from && hour <= to)),
      lastUntried: async () => seen.lastUntried,
    },
    listOfMessage: async () => ({ deliveries: [] }),
    queueDepths: async () => ({ queue: seen.queue, deadLetters: seen.deadLetters }),
    oldestRetrying: async () => seen.oldestRetrying,
  };
}
