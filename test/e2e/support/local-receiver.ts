import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { createInbox } from './create-inbox.ts';
import type { AnswerRequest, Receiver } from './received.ts';

/** A receiver on this machine's loopback, on a free port where none is given. */
export async function startLocalReceiver(answer: AnswerRequest, port = 0): Promise<Receiver> {
  const { received, waitFor, add } = createInbox();
  const server = createServer((request, response) => {
    void (async () => {
      const body = (await buffer(request)).toString('utf8');
      const entry = { headers: request.headers, body, at: Date.now() };
      add(entry);
      const { status, headers, body: text } = await answer(entry, received.length);
      response.writeHead(status, headers).end(text);
    })();
  });
  await listen(server, port);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    waitFor,
    whenStopped: { error_code: 'connection_refused', status_code: null },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}
