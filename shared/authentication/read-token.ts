import type { EndpointResponse } from '../delivery/outcome.ts';
import type { OAuth2Token, TokenFailure } from './oauth2-token.ts';

/** How long a token is used of which its server does not say how long it is good. */
const DEFAULT_LIFETIME_S = 300;
/** A token is given up this long before its end, so that none expires on its way; a fifth of a short life at most. */
const MARGIN_S = 60;

/**
 * The token in a token server's answer. Nothing of an answer that may hold a token is repeated in a failure.
 * @param askedAt when it was asked for, milliseconds since the epoch: the token may be as old
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.1
 */
export function readToken(response: EndpointResponse, askedAt: number): OAuth2Token | TokenFailure {
  const { statusCode, body, bodyTruncated } = response;
  const answer = parse(body);
  if (statusCode !== 200) return failed(`answered ${statusCode}${inBrackets(answer?.['error'])}`);
  if (bodyTruncated) return failed('answered 200 with a body that is larger than 16 KiB or broke off');
  if (!answer) return failed('answered 200 with a body that is no JSON object');
  const { access_token: value, token_type: type = 'bearer', expires_in: lifetime } = answer;
  if (typeof value !== 'string' || !/^[!-~]+$/.test(value))
    return failed('answered 200 without an access_token of visible ASCII');
  if (String(type).toLowerCase() !== 'bearer') return failed('answered with a token_type other than Bearer');
  return { value, useUntil: askedAt + usedForSeconds(lifetime) * 1_000 };
}

/** Some servers write the number as a text. */
function usedForSeconds(lifetime: unknown): number {
  const seconds = lifetime === undefined ? DEFAULT_LIFETIME_S : Number(lifetime);
  if (!(seconds > 0)) return 0;
  return seconds - Math.min(MARGIN_S, seconds / 5);
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    // What it is instead may be anything, and is said by the failure that follows.
    return undefined;
  }
}

/** Only what can be an error code of OAuth: other text is the server's own and goes into no log. */
function inBrackets(error: unknown): string {
  return typeof error === 'string' && /^[a-z_]{1,40}$/.test(error) ? ` (${error})` : '';
}

function failed(what: string): TokenFailure {
  return { errorCode: 'token_failed', detail: `the token server ${what}` };
}
