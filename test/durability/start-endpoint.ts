import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';

export type Endpoint = {
  readonly url: string;
  /** How often each event was answered with 2xx, by its number. */
  readonly arrivals: ReadonlyMap<number, number>;
  /** The message id of each event that arrived. */
  readonly messageIds: ReadonlyMap<number, string>;
  /** Resolves when all of these have arrived. @throws {Error} naming some that have not within `withinMs`. */
  waitForAll(numbers: ReadonlySet<number>, withinMs: number): Promise<void>;
  stop(): Promise<void>;
};

/** Of the events, this part fails at its first request, so that retries are killed too. */
const FAILING_EVERY = 10;
/** And this part is answered only after a while, so that kills find requests under way. */
const SLOW_EVERY = 7;
const SLOW_MS = 200;

/** A customer's endpoint that outlives the platform and remembers what it has taken. */
export async function startEndpoint(): Promise<Endpoint> {
  const arrivals = new Map<number, number>();
  const messageIds = new Map<number, string>();
  const refused = new Set<number>();
  const watchers = new Set<() => void>();
  const server = createServer((request, response) => {
    void (async () => {
      const { data } = JSON.parse((await buffer(request)).toString('utf8')) as { data: { n: number } };
      if (data.n % SLOW_EVERY === 0) await pause(SLOW_MS);
      if (data.n % FAILING_EVERY === 0 && !refused.has(data.n)) {
        refused.add(data.n);
        response.writeHead(503).end();
        return;
      }
      arrivals.set(data.n, (arrivals.get(data.n) ?? 0) + 1);
      messageIds.set(data.n, String(request.headers['webhook-id']));
      response.writeHead(204).end();
      for (const watcher of watchers) watcher();
    })().catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    arrivals,
    messageIds,
    waitForAll: (numbers, withinMs) => waitForAll(arrivals, watchers, { numbers, withinMs }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function waitForAll(
  arrivals: ReadonlyMap<number, number>,
  watchers: Set<() => void>,
  { numbers, withinMs }: { readonly numbers: ReadonlySet<number>; readonly withinMs: number },
): Promise<void> {
  const missing = new Set(numbers);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      watchers.delete(look);
      const some = [...missing].slice(0, 10).join(', ');
      reject(new Error(`${missing.size} acknowledged events have not arrived after ${withinMs} ms: ${some}`));
    }, withinMs);
    const look = () => {
      for (const number of missing) if (arrivals.has(number)) missing.delete(number);
      if (missing.size > 0) return;
      clearTimeout(timer);
      watchers.delete(look);
      resolve();
    };
    watchers.add(look);
    look();
  });
}
