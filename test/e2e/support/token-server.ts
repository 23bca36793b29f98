import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export type TokenServer = {
  readonly url: string;
  /** Every call: its form, and who it was from. */
  readonly calls: readonly { readonly form: Record<string, string>; readonly authorization: string }[];
  stop(): Promise<void>;
};

/** An OAuth2 token server that gives out `token-1`, `token-2` and so on, or what `answer` says. */
export async function startTokenServer(
  answer: (count: number) => { readonly status: number; readonly body: object } = tokens,
): Promise<TokenServer> {
  const calls: { form: Record<string, string>; authorization: string }[] = [];
  const server = createServer((request, response) => void serve(request, response));

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = Object.fromEntries(new URLSearchParams(await text(request)));
    calls.push({ form, authorization: request.headers.authorization ?? '' });
    const { status, body } = answer(calls.length);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`,
    calls,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function tokens(count: number) {
  const body = { access_token: `token-${count}`, token_type: 'Bearer', expires_in: 3600 };
  return { status: 200, body };
}
