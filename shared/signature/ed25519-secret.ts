import { createPrivateKey, createPublicKey, type KeyObject, randomBytes } from 'node:crypto';

const PREFIX = 'whsk_';
const PUBLIC_PREFIX = 'whpk_';
const SEED_BYTES = 32;
/** What stands before the seed in a PKCS #8 private key. @see https://www.rfc-editor.org/rfc/rfc8410#section-7 */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A new key pair: `whsk_` and the base64 of 64 bytes, the seed and then the public key. */
export function createEd25519Secret(random: (size: number) => Buffer = randomBytes): string {
  const seed = random(SEED_BYTES);
  return PREFIX + Buffer.concat([seed, publicBytes(seedToKey(seed))]).toString('base64');
}

/**
 * Whether a text is `whsk_` and the base64 of an ed25519 key: seed and public key (64 bytes), or the seed alone (32).
 * A public key that is not that of the seed is refused: receivers would be given a key that never fits.
 */
export function isEd25519Secret(text: string): boolean {
  if (!text.startsWith(PREFIX)) return false;
  const bytes = secretToBytes(text);
  if (bytes.toString('base64') !== text.slice(PREFIX.length)) return false;
  if (bytes.length === SEED_BYTES) return true;
  return bytes.length === 2 * SEED_BYTES && bytes.subarray(SEED_BYTES).equals(publicBytes(privateKey(text)));
}

/** The private key that signs. */
export function privateKey(secret: string): KeyObject {
  return seedToKey(secretToBytes(secret).subarray(0, SEED_BYTES));
}

/** What receivers verify with: `whpk_` and the base64 of the public key's 32 bytes. */
export function secretToPublicKey(secret: string): string {
  return PUBLIC_PREFIX + publicBytes(privateKey(secret)).toString('base64');
}

function secretToBytes(secret: string): Buffer {
  return Buffer.from(secret.slice(PREFIX.length), 'base64');
}

function seedToKey(seed: Buffer): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' });
}

function publicBytes(key: KeyObject): Buffer {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-SEED_BYTES);
}
