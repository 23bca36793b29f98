import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AwsError } from '../endpoint/aws-error.ts';
import type { Key } from './key.ts';

/** Pairs that must be given again to decrypt. */
export type EncryptionContext = Readonly<Record<string, string>>;

// A ciphertext: one byte of format, the key's id in 16 bytes, 12 bytes of nonce, the encrypted bytes, 16 bytes of tag.
const FORMAT = 1;
const NONCE_AT = 17;
const TEXT_AT = NONCE_AT + 12;
const TAG_BYTES = 16;

/** AES-256-GCM under the key, bound to the key's id and to the encryption context. */
export function encrypt(key: Key, plaintext: Buffer, context: EncryptionContext): Buffer {
  const head = Buffer.concat([Buffer.of(FORMAT), Buffer.from(key.id.replaceAll('-', ''), 'hex')]);
  const nonce = randomBytes(TEXT_AT - NONCE_AT);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key.material, 'base64'), nonce);
  cipher.setAAD(Buffer.concat([head, contextBytes(context)]));
  return Buffer.concat([head, nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** The id of the key that a ciphertext was made with. @throws {AwsError} `InvalidCiphertextException` */
export function keyIdOf(ciphertext: Buffer): string {
  if (ciphertext.length < TEXT_AT + TAG_BYTES || ciphertext[0] !== FORMAT) throw invalid();
  return ciphertext
    .subarray(1, NONCE_AT)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** @throws {AwsError} `InvalidCiphertextException` if a byte was changed or the encryption context is another. */
export function decrypt(key: Key, ciphertext: Buffer, context: EncryptionContext): Buffer {
  const nonce = ciphertext.subarray(NONCE_AT, TEXT_AT);
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key.material, 'base64'), nonce);
  decipher.setAAD(Buffer.concat([ciphertext.subarray(0, NONCE_AT), contextBytes(context)]));
  decipher.setAuthTag(ciphertext.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(ciphertext.subarray(TEXT_AT, -TAG_BYTES)), decipher.final()]);
  } catch (error) {
    throw invalid(error);
  }
}

/** The order of the pairs does not matter. */
function contextBytes(context: EncryptionContext): Buffer {
  const pairs = Object.entries(context).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return Buffer.from(JSON.stringify(pairs));
}

/** AWS says no more than the name, so that nobody learns from it what was wrong. */
function invalid(cause?: unknown): AwsError {
  const error = new AwsError('InvalidCiphertextException', '');
  error.cause = cause;
  return error;
}
