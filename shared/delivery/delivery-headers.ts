import type { Message } from '../message/message.ts';
import { liveSecrets } from '../signature/live-secrets.ts';
import { sign } from '../signature/sign.ts';
import type { Subscription } from '../subscription/subscription.ts';

/** The headers of one attempt: signed with every live secret at the time of the attempt. */
export function deliveryHeaders(
  subscription: Subscription,
  message: Message,
  attempt: { readonly number: number; readonly startedAt: number },
): Readonly<Record<string, string>> {
  const timestampSeconds = Math.floor(attempt.startedAt / 1_000);
  const secrets = liveSecrets(subscription.secrets, attempt.startedAt);
  return {
    'content-type': 'application/json',
    'user-agent': 'Freyavoice-Webhooks/1.0',
    'webhook-id': message.id,
    'webhook-timestamp': String(timestampSeconds),
    'webhook-signature': sign(secrets, { id: message.id, timestampSeconds, body: message.body }),
    'webhook-attempt': String(attempt.number),
  };
}
