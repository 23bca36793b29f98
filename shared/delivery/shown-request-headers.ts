import { maskHeaders } from '../authentication/mask-headers.ts';
import type { Subscription } from '../subscription/subscription.ts';

/**
 * The headers of a request as the log keeps them: what could be a credential is masked, and a fetched token, which is
 * added last, is there as masked as any other.
 */
export function shownRequestHeaders(
  { authentication }: Pick<Subscription, 'authentication'>,
  headers: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const sent = authentication?.type === 'oauth2' ? { ...headers, authorization: '' } : headers;
  return maskHeaders(sent, authentication?.type === 'api_key' ? [authentication.header] : []);
}
