import { errorToCode } from '../endpoint/error-to-code.ts';
import type { GuardedAgents } from '../endpoint/guarded-agents.ts';
import { post } from '../endpoint/post.ts';
import type { OAuth2 } from './authentication.ts';
import { basicCredentials } from './authorization-header.ts';
import type { OAuth2Token, TokenFailure } from './oauth2-token.ts';
import { readToken } from './read-token.ts';

export type TokenCall = {
  /** The same as the POSTs go by: a token server is an address of a customer's choice, too. */
  readonly agents: GuardedAgents;
  /** Refuse URLs that are not https, as every deployed stage does. */
  readonly secureOnly: boolean;
  readonly now: () => number;
};

/**
 * Asks a token server for a token by the client credentials grant. Never rejects for anything a token server can
 * cause. Redirects are not followed.
 * @param timeoutMs for connect, headers and body together
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.4.2
 */
export async function fetchToken(
  { agents, secureOnly, now }: TokenCall,
  client: OAuth2,
  timeoutMs: number,
): Promise<OAuth2Token | TokenFailure> {
  const url = new URL(client.tokenUrl);
  if (secureOnly && url.protocol !== 'https:')
    return { errorCode: 'insecure_url', detail: 'the token URL is not https' };
  const askedAt = now();
  try {
    const body = Buffer.from(formOf(client));
    const response = await post(agents, {
      url,
      headers: headersOf(client),
      body,
      timeoutMs,
      bodyMs: timeoutMs,
    });
    return readToken(response, askedAt);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const code = errorToCode(error);
    return code === 'blocked_address'
      ? { errorCode: code, detail: 'the token server has an address that is not public' }
      : { errorCode: 'token_failed', detail: `the token server gave no answer (${code})` };
  }
}

function formOf({ scope }: OAuth2): string {
  return new URLSearchParams({ grant_type: 'client_credentials', ...(scope && { scope }) }).toString();
}

/**
 * The id and the secret are percent-encoded, as the specification has it, but no character more than must be: servers
 * that forget to decode understand nearly all secrets so.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1
 */
function headersOf({ clientId, clientSecret }: OAuth2): Readonly<Record<string, string>> {
  return {
    accept: 'application/json',
    authorization: basicCredentials(encodeURIComponent(clientId), encodeURIComponent(clientSecret)),
    'content-type': 'application/x-www-form-urlencoded',
    'user-agent': 'Freyavoice-Webhooks/1.0',
  };
}
