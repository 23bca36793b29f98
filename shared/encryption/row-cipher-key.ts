import { createHmac } from 'node:crypto';
import type { DataKey } from './data-key.ts';

/**
 * The AES key of one row: derived from the account's key and from what the row is. AES-GCM with random nonces is safe
 * for 2^32 texts under one key, which a busy account passes in days; one row is sealed a few times in all.
 * @see https://doi.org/10.6028/NIST.SP.800-38D section 8.3
 */
export function rowCipherKey({ secret }: DataKey, context: string): Buffer {
  return createHmac('sha256', secret).update(context).digest();
}
