import { patienceMs } from './patience.ts';
import type { Received, Receiver } from './received.ts';

export type Inbox = Pick<Receiver, 'received' | 'waitFor'> & { add(request: Received): void };

/** Requests in the order they came, and those who wait for them. */
export function createInbox(): Inbox {
  const received: Received[] = [];
  const waiting = new Set<() => void>();
  return {
    received,
    add: (request) => {
      received.push(request);
      for (const wake of waiting) wake();
    },
    waitFor: (count, withinMs = patienceMs) => waitFor(received, waiting, count, withinMs),
  };
}

function waitFor(
  received: readonly Received[],
  waiting: Set<() => void>,
  count: number,
  withinMs: number,
): Promise<readonly Received[]> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      waiting.delete(wake);
      reject(new Error(`${received.length} of ${count} requests came within ${withinMs} ms.`));
    }, withinMs);
    const wake = () => {
      if (received.length < count) return;
      clearTimeout(timer);
      waiting.delete(wake);
      resolve(received);
    };
    waiting.add(wake);
    wake();
  });
}
