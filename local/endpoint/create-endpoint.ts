import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerRequest } from './answer-request.ts';
import type { EndpointOptions } from './answer-request.ts';

export type Endpoint = {
  /** Listens on loopback; port 0 takes a free one. Returns the URL. @throws the error of the socket, as `EADDRINUSE`. */
  listen(port: number): Promise<string>;
  /** Takes no more requests, ends the long polls under way, and returns when all are answered. */
  close(): Promise<void>;
};

/** How long a request may go on after `close` before its connection is cut. */
const CLOSE_GRACE_MS = 1_000;

/** The one HTTP server through which ordinary AWS clients reach every emulated service. */
export function createEndpoint(options: EndpointOptions): Endpoint {
  const underWay = new Set<AbortController>();
  const server = createServer({ keepAliveTimeout: 65_000, noDelay: true }, (request, response) => {
    const aborter = new AbortController();
    underWay.add(aborter);
    response.once('close', () => {
      underWay.delete(aborter);
      if (!response.writableFinished) aborter.abort();
    });
    serve(options, { request, response, signal: aborter.signal, isClosing: () => !server.listening }).catch(
      (error: unknown) => {
        options.context.warn(`An answer could not be written: ${String(error)}`);
        response.destroy();
      },
    );
  });
  return {
    listen: (port) => listen(server, port),
    close: () => {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      server.closeIdleConnections();
      for (const aborter of underWay) aborter.abort();
      setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS).unref();
      return closed;
    },
  };
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
}

type Exchange = {
  request: IncomingMessage;
  response: ServerResponse;
  signal: AbortSignal;
  isClosing: () => boolean;
};

async function serve(options: EndpointOptions, exchange: Exchange): Promise<void> {
  const { request, response, signal } = exchange;
  const requestId = randomUUID();
  const reply = await answerRequest(options, { request, signal, requestId });
  if (reply === 'drop-answer') {
    request.socket.destroy();
    return;
  }
  if (response.destroyed) return;
  response.writeHead(reply.status, {
    ...reply.headers,
    'x-amzn-requestid': requestId,
    'content-length': Buffer.byteLength(reply.body),
    // The rest of a body that was refused unread would be taken for the next request.
    ...(request.complete && !exchange.isClosing() ? undefined : { connection: 'close' }),
  });
  response.end(reply.body);
}
