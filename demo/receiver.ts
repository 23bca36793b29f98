import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';

export type Receiver = {
  readonly url: string;
  readonly port: number;
  readonly stop: () => Promise<void>;
};

/**
 * A customer's endpoint on this machine: verifies every request with the reference library and answers 204, or 401 to a
 * signature that is not right.
 * @throws the system's error when the port cannot be had (`EADDRINUSE`).
 */
export async function startReceiver(options: {
  /** 0 takes any free port. */
  readonly port: number;
  /** The subscription's secret; undefined until the subscription is made, and then requests are answered with 503. */
  readonly secret: () => string | undefined;
  /** Called with the event type of each request whose signature was right, repeats included. */
  readonly onVerified: (eventType: string) => void;
  readonly onRefused: (reason: string) => void;
}): Promise<Receiver> {
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      options.onRefused(String(error));
      response.destroy();
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const secret = options.secret();
    if (secret === undefined) return void response.writeHead(503).end();
    try {
      const payload = new Webhook(secret).verify(body, singleHeaders(request));
      options.onVerified((payload as { event: string }).event);
      response.writeHead(204).end();
    } catch (error) {
      if (!(error instanceof WebhookVerificationError)) throw error;
      options.onRefused(error.message);
      response.writeHead(401).end();
    }
  }

  await listen(server, options.port);
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/webhooks`, port, stop: () => close(server) };
}

function singleHeaders(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  );
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeIdleConnections();
  });
}
