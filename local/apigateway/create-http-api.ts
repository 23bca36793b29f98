import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ResourceType } from '../cloudformation/resource-type.ts';
import type { Context } from '../context.ts';
import { createThrottle } from './create-throttle.ts';
import type { HttpApi } from './http-api.ts';
import { httpApiResources } from './http-api-resources.ts';
import { serveRequest } from './serve-request.ts';
import type { Gateway, InvokeFunction } from './serve-request.ts';

/** The embedded API Gateway: one HTTP API on one port of loopback. */
export type HttpApiServer = {
  readonly resourceTypes: readonly ResourceType[];
  /**
   * Begins to listen, before the template is deployed, because `ApiEndpoint` is where it listens.
   * @param port 0 for a free one.
   * @returns the base URL, `http://127.0.0.1:4000`.
   * @throws {Error} when the port is taken.
   */
  listen(port: number): Promise<string>;
  /** Takes no new connection and resolves when the requests in flight are answered. */
  close(): Promise<void>;
  /** Ends the connections of whoever is still sending or reading. */
  cutConnections(): void;
};

/** Of the request line and all headers together; AWS documents the quota and not the answer. */
const MOST_HEADER_BYTES = 10_240;

export function createHttpApi(
  context: Context,
  neighbours: { readonly invoke: InvokeFunction },
): HttpApiServer {
  const state: HttpApi = { stages: new Map(), routes: new Map(), integrations: new Map() };
  const gateway: Gateway = {
    context,
    state,
    invoke: neighbours.invoke,
    letThrough: createThrottle(context.now),
  };
  let url: string | undefined;
  const server = createServer(
    { maxHeaderSize: MOST_HEADER_BYTES },
    (request, response) => void answer(gateway, { request, response, isClosing: () => !server.listening }),
  );

  return {
    resourceTypes: httpApiResources(state, () => {
      if (url === undefined)
        throw new Error('The HTTP API has no address yet: listen before the template is deployed.');
      return url;
    }),
    listen: async (port) => {
      const listening = once(server, 'listening');
      server.listen(port, '127.0.0.1');
      await listening.catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EADDRINUSE') throw error;
        throw new Error(`Port ${port} is taken by another program; choose another with LOCAL_API_PORT.`, {
          cause: error,
        });
      });
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      return url;
    },
    close: () =>
      new Promise((resolve) => {
        if (!server.listening) return resolve();
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
    cutConnections: () => server.closeAllConnections(),
  };
}

type Exchange = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly isClosing: () => boolean;
};

async function answer(gateway: Gateway, { request, response, isClosing }: Exchange): Promise<void> {
  try {
    const { status, headers, body } = await serveRequest(gateway, request);
    response.writeHead(status, {
      ...headers,
      'content-length': body.length,
      // A connection that is kept would keep a server that closes.
      ...(isClosing() ? { connection: 'close' } : {}),
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  } catch (error) {
    // A client that went away while it sent its body has nobody to answer.
    if (request.destroyed && !request.complete) return;
    gateway.context.warn(`API Gateway failed: ${error instanceof Error ? error.stack : String(error)}`);
    if (!response.headersSent) response.writeHead(500, { 'content-type': 'application/json' });
    response.end('{"message":"Internal Server Error"}');
  }
}
