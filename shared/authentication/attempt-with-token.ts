import type { Outcome } from '../delivery/outcome.ts';
import type { AttemptRequest } from '../endpoint/attempt-delivery.ts';
import { bearerHeader } from './authorization-header.ts';
import type { OAuth2Token, TokenFailure } from './oauth2-token.ts';
import type { TokenCache, TokenClient } from './token-cache.ts';

type Needs = {
  readonly attempt: (request: AttemptRequest) => Promise<Outcome>;
  readonly tokens: TokenCache;
};

/**
 * Makes one attempt with a token of the subscription's token server. A kept token that the endpoint answers with 401
 * is dropped, and a fresh one tried at once, in what is left of the same timeout: it is one attempt still. A token that
 * was fresh already is not fetched a second time. Without a token nothing is sent, and the attempt can be retried.
 */
export async function attemptWithToken(
  { attempt, tokens }: Needs,
  request: AttemptRequest,
  client: TokenClient,
): Promise<Outcome> {
  const deadline = performance.now() + request.timeoutMs;
  const left = () => Math.max(1, deadline - performance.now());
  const send = (token: OAuth2Token) =>
    attempt({
      ...request,
      headers: { ...request.headers, ...bearerHeader(token.value) },
      timeoutMs: left(),
    });

  const found = await tokens.get(client, left());
  if (!('token' in found)) return withoutToken(found);
  const outcome = await send(found.token);
  if (outcome.response?.statusCode !== 401) return outcome;
  tokens.drop(client, found.token);
  if (found.isNew) return outcome;
  const renewed = await tokens.get(client, left());
  if (!('token' in renewed)) return { ...withoutToken(renewed), response: outcome.response };
  return renewed.token.value === found.token.value ? outcome : send(renewed.token);
}

function withoutToken({ errorCode, detail: errorDetail }: TokenFailure) {
  return { kind: 'retryable', errorCode, errorDetail } as const;
}
