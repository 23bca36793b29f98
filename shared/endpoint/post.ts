import { type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { urlToHttpOptions } from 'node:url';
import type { EndpointResponse } from '../delivery/outcome.ts';
import type { GuardedAgents } from './guarded-agents.ts';
import { readBody } from './read-body.ts';

export type Post = {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** For connect, headers and body together. */
  readonly timeoutMs: number;
  /** How long the body may take after the status line. @default one second: it is read for the log */
  readonly bodyMs?: number;
};

/**
 * One POST on a guarded connection. Redirects are answers like any other. A kept-alive connection that the endpoint
 * closed while it was idle is no failure of the endpoint: the request is sent once more on another one, in what is left
 * of the same time, until one was not closed or is fresh.
 * @throws {NodeJS.ErrnoException} when no status line came in time (`ETIMEDOUT`) or at all.
 */
export async function post(agents: GuardedAgents, message: Post): Promise<EndpointResponse> {
  const deadline = performance.now() + message.timeoutMs;
  for (;;)
    try {
      return await send(agents, message, deadline);
    } catch (error) {
      if (!(error instanceof StaleConnection)) throw error;
    }
}

class StaleConnection extends Error {}

function send(agents: GuardedAgents, message: Post, deadline: number): Promise<EndpointResponse> {
  return new Promise((resolve, reject) => {
    const request = open(agents, message);
    const timer = setTimeout(
      () => {
        request.destroy(timedOut(message.timeoutMs));
      },
      Math.max(1, deadline - performance.now()),
    );
    request.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      reject(request.reusedSocket && isClosed(error) ? new StaleConnection() : error);
    });
    request.on('response', (response) => {
      // The status line has decided: what ends at the deadline now is only the reading of the body.
      clearTimeout(timer);
      readBody(response, deadline, message.bodyMs)
        .then((body) => resolve({ ...head(response), body: body.text, bodyTruncated: body.truncated }))
        .catch(reject);
    });
    // Nobody asked for another protocol. Without a listener Node closes the connection and says nothing at all.
    request.on('upgrade', (response, socket) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ ...head(response), body: '', bodyTruncated: false });
    });
    request.end(message.body);
  });
}

function open(agents: GuardedAgents, { url, headers, body }: Post): ClientRequest {
  const secure = url.protocol === 'https:';
  const options = {
    ...urlToHttpOptions(url),
    method: 'POST',
    headers: { ...headers, 'content-length': String(body.byteLength) },
  };
  return secure
    ? httpsRequest({ ...options, agent: agents.https })
    : httpRequest({ ...options, agent: agents.http });
}

function head(response: IncomingMessage): Pick<EndpointResponse, 'statusCode' | 'headers'> {
  const headers = Object.entries(response.headers).map(([name, value]) => [name, [value].flat().join(', ')]);
  return { statusCode: response.statusCode ?? 0, headers: Object.fromEntries(headers) };
}

function isClosed(error: NodeJS.ErrnoException): boolean {
  return error.code === 'ECONNRESET' || error.code === 'EPIPE';
}

function timedOut(timeoutMs: number): NodeJS.ErrnoException {
  return Object.assign(new Error(`No answer within ${timeoutMs} ms`), { code: 'ETIMEDOUT' });
}
