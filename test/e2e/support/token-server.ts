import type { Received } from './received.ts';
import { startReceiver } from './receiver.ts';

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
  const { url, received, stop } = await startReceiver((_request, count) => {
    const { status, body } = answer(count);
    return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  });
  return {
    url,
    get calls() {
      return received.map(toCall);
    },
    stop,
  };
}

function toCall({ body, headers }: Received) {
  return {
    form: Object.fromEntries(new URLSearchParams(body)),
    authorization: headers.authorization ?? '',
  };
}

function tokens(count: number) {
  const body = { access_token: `token-${count}`, token_type: 'Bearer', expires_in: 3600 };
  return { status: 200, body };
}
