import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export type TimedReceiver = {
  readonly url: string;
  /** Of each message, once: from the `put_at` in its data to its arrival. */
  latenciesMs(): readonly number[];
  /** When the last request came, by `performance.now()`. */
  lastAt(): number;
  /** Whether so many different messages came within the time. */
  waitFor(count: number, withinMs: number): Promise<boolean>;
  reset(): void;
  stop(): Promise<void>;
};

/** An endpoint that accepts everything and notes how long each message was under way. */
export async function startTimedReceiver(): Promise<TimedReceiver> {
  const latencies = new Map<string, number>();
  const waiting = new Set<() => void>();
  let lastAt = 0;
  const note = async (request: IncomingMessage) => {
    const { data } = JSON.parse(await text(request)) as { data: { put_at: number } };
    const id = String(request.headers['webhook-id']);
    if (!latencies.has(id)) latencies.set(id, Date.now() - data.put_at);
    lastAt = performance.now();
    for (const wake of waiting) wake();
  };
  const server = createServer((request, response) => {
    void note(request).finally(() => response.writeHead(204).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`,
    latenciesMs: () => [...latencies.values()],
    lastAt: () => lastAt,
    waitFor: (count, withinMs) =>
      new Promise((resolve) => {
        const end = () => {
          clearTimeout(timer);
          waiting.delete(wake);
          resolve(latencies.size >= count);
        };
        const wake = () => {
          if (latencies.size >= count) end();
        };
        const timer = setTimeout(end, Math.max(0, withinMs));
        waiting.add(wake);
        wake();
      }),
    reset: () => latencies.clear(),
    stop: () => close(server),
  };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
