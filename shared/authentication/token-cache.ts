import type { OAuth2 } from './authentication.ts';
import type { OAuth2Token, TokenFailure } from './oauth2-token.ts';

/** A subscription's account at a token server. A change of any part of it is another token. */
export type TokenClient = { readonly subscriptionId: string; readonly client: OAuth2 };

/** `isNew` where it was fetched for this call, alone or together with others. */
export type FoundToken = { readonly token: OAuth2Token; readonly isNew: boolean };

/** The tokens of subscriptions, in memory until shortly before they expire. Callers at the same moment share one fetch. */
export type TokenCache = {
  /** Never rejects for anything a token server can cause; a failure is not kept. */
  get(client: TokenClient, timeoutMs: number): Promise<FoundToken | TokenFailure>;
  /** Forgets a token that the endpoint refused, unless another has already taken its place. */
  drop(client: TokenClient, refused: OAuth2Token): void;
};

/** The one that was fetched first goes when there are more: an environment of the function serves many subscriptions. */
const MOST_TOKENS = 1_000;

export function createTokenCache(options: {
  readonly fetchToken: (client: OAuth2, timeoutMs: number) => Promise<OAuth2Token | TokenFailure>;
  readonly now: () => number;
}): TokenCache {
  const tokens = new Map<string, OAuth2Token>();
  const fetches = new Map<string, Promise<OAuth2Token | TokenFailure>>();

  async function fetchOnce(key: string, client: OAuth2, timeoutMs: number) {
    const running = fetches.get(key);
    if (running) return running;
    const fetching = options.fetchToken(client, timeoutMs);
    fetches.set(key, fetching);
    try {
      const fetched = await fetching;
      if ('value' in fetched) keep(tokens, key, fetched);
      return fetched;
    } finally {
      fetches.delete(key);
    }
  }

  return {
    async get({ subscriptionId, client }, timeoutMs) {
      const key = keyOf(subscriptionId, client);
      const kept = tokens.get(key);
      if (kept && options.now() < kept.useUntil) return { token: kept, isNew: false };
      const fetched = await fetchOnce(key, client, timeoutMs);
      return 'value' in fetched ? { token: fetched, isNew: true } : fetched;
    },

    drop({ subscriptionId, client }, refused) {
      const key = keyOf(subscriptionId, client);
      if (tokens.get(key)?.value === refused.value) tokens.delete(key);
    },
  };
}

function keyOf(subscriptionId: string, { tokenUrl, clientId, clientSecret, scope }: OAuth2): string {
  return JSON.stringify([subscriptionId, tokenUrl, clientId, clientSecret, scope]);
}

function keep(tokens: Map<string, OAuth2Token>, key: string, token: OAuth2Token): void {
  tokens.delete(key);
  tokens.set(key, token);
  const [oldest] = tokens.keys();
  if (tokens.size > MOST_TOKENS && oldest !== undefined) tokens.delete(oldest);
}
