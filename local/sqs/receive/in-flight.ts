import type { Messages } from '../message/messages.ts';
import type { Queue } from '../queue/queue.ts';

/** Keeps a queue's messages in flight under the limit. */
export type InFlight = {
  /** How many more messages may be in flight, at least when fewer than `wanted`. */
  room(queue: Queue, wanted: number): number;
  /** To be told of each receive. */
  add(queue: Queue, received: number): void;
};

/**
 * Counting on every receive would read up to the whole limit, so an upper bound is kept, which only receives raise;
 * the database is asked when the bound reaches the limit.
 */
export function createInFlight(messages: Messages, now: () => number, limit: number): InFlight {
  const bounds = new Map<number, number>();
  return {
    room(queue, wanted) {
      const bound = bounds.get(queue.id);
      if (bound !== undefined && bound + wanted <= limit) return wanted;
      const at = now();
      const { inFlight } = messages.counts(queue.id, { now: at, sentAfter: at - queue.retentionMs });
      bounds.set(queue.id, inFlight);
      return Math.min(wanted, Math.max(0, limit - inFlight));
    },
    add: (queue, received) => void bounds.set(queue.id, (bounds.get(queue.id) ?? 0) + received),
  };
}
