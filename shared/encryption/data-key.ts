import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';

/** The key under which an account's data is encrypted, in the clear: it exists in memory alone, for minutes. */
export type DataKey = {
  /** 16 hexadecimal digits; what was sealed names it, so that another key is told from a broken seal. */
  readonly id: string;
  /** 256 bits, as an object that shows nothing of them when it is logged. */
  readonly secret: KeyObject;
  /** What this process seals with, and where it comes from. */
  readonly session: { readonly salt: Uint8Array; readonly key: KeyObject };
};

/** Takes over the bytes of a data key: they are overwritten. */
export function createDataKey(id: string, plaintext: Uint8Array): DataKey {
  const secret = createSecretKey(plaintext);
  plaintext.fill(0);
  const salt = randomBytes(8);
  return { id, secret, session: { salt, key: sessionKey(secret, salt) } };
}

/**
 * The AES key of one process and some minutes, derived from the account's. AES-GCM with random nonces is safe for 2^32
 * texts under one key, which a busy account would pass within days, and a session of it never does.
 * @see https://doi.org/10.6028/NIST.SP.800-38D section 8.3
 */
export function sessionKey(secret: KeyObject, salt: Uint8Array): KeyObject {
  return createSecretKey(createHmac('sha256', secret).update(salt).digest());
}
