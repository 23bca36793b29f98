import { createDecipheriv } from 'node:crypto';
import { type DataKey, sessionKey } from './data-key.ts';
import { sealedLayout } from './sealed-layout.ts';
import { UnreadableSealError } from './unreadable-seal-error.ts';

const { saltAt, nonceAt, textAt, tagBytes } = sealedLayout;

/**
 * What was sealed, if not a bit of it, of its context or of its key is another.
 * @throws {UnreadableSealError}
 */
export function openSealed({ secret }: DataKey, sealed: Uint8Array, context: string): Uint8Array {
  const key = sessionKey(secret, sealed.subarray(saltAt, nonceAt));
  const nonce = sealed.subarray(nonceAt, textAt);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.concat([sealed.subarray(0, nonceAt), Buffer.from(context)]));
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(textAt, -tagBytes)), decipher.final()]);
  } catch (error) {
    throw new UnreadableSealError(
      context,
      'it was changed after it was sealed, or it belongs to another row',
      error,
    );
  }
}
