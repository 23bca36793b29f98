import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';

export type Received = {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly at: number;
};

export type Receiver = {
  readonly url: string;
  readonly received: readonly Received[];
  /** Resolves when that many requests have come in all. */
  waitFor(count: number, withinMs?: number): Promise<readonly Received[]>;
  stop(): Promise<void>;
};

export type ReceiverAnswer = { readonly status: number; readonly headers?: Record<string, string> };

/** A customer's endpoint: keeps what it is sent and answers what it is told to. */
export async function startReceiver(
  answer: (request: Received, count: number) => ReceiverAnswer | Promise<ReceiverAnswer> = () => ({
    status: 204,
  }),
): Promise<Receiver> {
  const received: Received[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    void (async () => {
      const body = (await buffer(request)).toString('utf8');
      const entry = { headers: request.headers, body, at: Date.now() };
      received.push(entry);
      for (const wake of waiting) wake();
      const { status, headers } = await answer(entry, received.length);
      response.writeHead(status, headers).end();
    })();
  });
  await listen(server);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    waitFor: (count, withinMs = 20_000) => waitFor(received, waiting, count, withinMs),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Checks a request with the reference library, as a customer would. @throws if its signature is not right. */
export function verify(secret: string, { headers, body }: Received): unknown {
  return new Webhook(secret).verify(body, headers as Record<string, string>);
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

function listen(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
}
