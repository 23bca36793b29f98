import { createCipheriv, randomBytes } from 'node:crypto';
import type { DataKey } from './data-key.ts';
import { sealedLayout } from './sealed-layout.ts';

/**
 * Encrypts by AES-256-GCM under a data key, bound to a context without which it cannot be opened.
 * @see sealedLayout
 */
export function seal({ id, session }: DataKey, plaintext: Uint8Array, context: string): Uint8Array {
  const head = Buffer.concat([Buffer.of(sealedLayout.version), Buffer.from(id, 'hex'), session.salt]);
  const nonce = randomBytes(sealedLayout.textAt - sealedLayout.nonceAt);
  const cipher = createCipheriv('aes-256-gcm', session.key, nonce);
  cipher.setAAD(Buffer.concat([head, Buffer.from(context)]));
  return Buffer.concat([head, nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}
