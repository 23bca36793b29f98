import { authorizationHeader } from '../authentication/authorization-header.ts';
import type { Message } from '../message/message.ts';
import { liveSecrets } from '../signature/live-secrets.ts';
import { sign } from '../signature/sign.ts';
import type { Subscription } from '../subscription/subscription.ts';

/**
 * The headers of one attempt: the subscription's own, its authentication's, and ours, signed with every live secret at
 * the time of the attempt; of two that have one name the later wins. A token of `oauth2` is added by the attempt.
 */
export function deliveryHeaders(
  subscription: Subscription,
  message: Message,
  attempt: { readonly number: number; readonly startedAt: number; readonly test?: true },
): Readonly<Record<string, string>> {
  const timestampSeconds = Math.floor(attempt.startedAt / 1_000);
  const secrets = liveSecrets(subscription.secrets, attempt.startedAt);
  return {
    ...lowerCased(subscription.headers),
    ...authorizationHeader(subscription.authentication),
    'content-type': 'application/json',
    'user-agent': 'Freyavoice-Webhooks/1.0',
    'webhook-id': message.id,
    'webhook-timestamp': String(timestampSeconds),
    'webhook-signature': sign(secrets, { id: message.id, timestampSeconds, body: message.body }),
    'webhook-attempt': String(attempt.number),
    ...(attempt.test && { 'webhook-test': 'true' }),
  };
}

function lowerCased(headers: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
