import type { Subscription } from '../subscription/subscription.ts';
import type { TokenClient } from './token-cache.ts';

/** A subscription's account at a token server, where its requests need a token. */
export function tokenClient({
  id: subscriptionId,
  authentication,
}: Pick<Subscription, 'id' | 'authentication'>): TokenClient | undefined {
  return authentication?.type === 'oauth2' ? { subscriptionId, client: authentication } : undefined;
}
