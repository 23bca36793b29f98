import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { TestContext } from 'node:test';

export type ApiRequest = {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: unknown;
};

export type ApiAnswer = { readonly status?: number; readonly body?: unknown };

/**
 * An HTTP API on a free port that gives the answers of the test and remembers what it was asked. A request that the test
 * has no answer for is a 500, so that nothing passes unseen.
 */
export async function startApiStandIn(
  context: TestContext,
  answer: (request: ApiRequest) => ApiAnswer | undefined,
): Promise<{ readonly apiUrl: string; readonly requests: readonly ApiRequest[] }> {
  const requests: ApiRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    reply(incoming, outgoing).catch((error: unknown) => outgoing.destroy(error as Error));
  });

  async function reply(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const hasBody = incoming.headers['content-length'] !== undefined;
    const request = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      authorization: incoming.headers.authorization,
      body: hasBody ? await json(incoming) : undefined,
    };
    requests.push(request);
    const { status = 200, body } = answer(request) ?? {
      status: 500,
      body: 'the test has no answer for this',
    };
    outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}
