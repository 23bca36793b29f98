import { randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';

/** A new secret of 32 random bytes, `whsec_` and their base64. */
export function createSecret(random: (size: number) => Buffer = randomBytes): string {
  return PREFIX + random(32).toString('base64');
}

/** The bytes that a secret stands for. */
export function secretToKey(secret: string): Buffer {
  return Buffer.from(secret.slice(PREFIX.length), 'base64');
}

/** Whether a text is `whsec_` and the base64 of 24 to 64 bytes. */
export function isSecret(text: string): boolean {
  if (!text.startsWith(PREFIX)) return false;
  const key = secretToKey(text);
  return key.length >= 24 && key.length <= 64 && key.toString('base64') === text.slice(PREFIX.length);
}
