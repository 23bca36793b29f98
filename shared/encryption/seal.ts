import { createCipheriv, randomBytes } from 'node:crypto';
import type { DataKey } from './data-key.ts';
import { rowCipherKey } from './row-cipher-key.ts';
import { sealedLayout } from './sealed-layout.ts';

/**
 * Encrypts by AES-256-GCM under a data key, bound to a context without which it cannot be opened.
 * @see sealedLayout
 */
export function seal(key: DataKey, plaintext: Uint8Array, context: string): Uint8Array<ArrayBuffer> {
  const head = Buffer.concat([Buffer.of(sealedLayout.version), Buffer.from(key.id, 'hex')]);
  const nonce = randomBytes(sealedLayout.textAt - sealedLayout.nonceAt);
  const cipher = createCipheriv('aes-256-gcm', rowCipherKey(key, context), nonce);
  cipher.setAAD(Buffer.concat([head, Buffer.from(context)]));
  return Buffer.concat([head, nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}
