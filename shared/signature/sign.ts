import { createHmac, createSecretKey, sign as signWithKey } from 'node:crypto';
import { privateKey } from './ed25519-secret.ts';
import { secretToScheme } from './signature-scheme.ts';
import { secretToKey } from './signing-secret.ts';

/**
 * The `webhook-signature` header of one attempt: one signature for each secret, separated by spaces; `v1` under a
 * `whsec_` secret (HMAC-SHA256), `v1a` under a `whsk_` one (ed25519).
 * @param message.timestampSeconds the time of the attempt, as in `webhook-timestamp`
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function sign(
  secrets: readonly string[],
  message: { readonly id: string; readonly timestampSeconds: number; readonly body: string },
): string {
  const content = `${message.id}.${message.timestampSeconds}.${message.body}`;
  return secrets.map((secret) => signature(secret, content)).join(' ');
}

function signature(secret: string, content: string): string {
  if (secretToScheme(secret) === 'ed25519')
    return `v1a,${signWithKey(null, Buffer.from(content), privateKey(secret)).toString('base64')}`;
  return `v1,${createHmac('sha256', createSecretKey(secretToKey(secret)))
    .update(content)
    .digest('base64')}`;
}
