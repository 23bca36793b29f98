import { createHmac } from 'node:crypto';
import { secretToKey } from './signing-secret.ts';

/**
 * The `webhook-signature` header of one attempt: one `v1` signature for each secret, separated by spaces.
 * @param message.timestampSeconds the time of the attempt, as in `webhook-timestamp`
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function sign(
  secrets: readonly string[],
  message: { readonly id: string; readonly timestampSeconds: number; readonly body: string },
): string {
  const content = `${message.id}.${message.timestampSeconds}.${message.body}`;
  return secrets
    .map((secret) => `v1,${createHmac('sha256', secretToKey(secret)).update(content).digest('base64')}`)
    .join(' ');
}
