import { createHash, timingSafeEqual } from 'node:crypto';
import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** Tells whether a text is the administrator's key. */
export type AdministratorKey = (text: string) => Promise<boolean>;

/**
 * The administrator's key, kept in the secret `{ "key": "..." }` and remembered for `keepMs`, so a rotated key is
 * taken up within that time. Compared in constant time.
 */
export function createAdministratorKey(options: {
  readonly secrets: SecretsManagerClient;
  readonly secretArn: string;
  readonly now: () => number;
  /** @default five minutes */
  readonly keepMs?: number;
}): AdministratorKey {
  const { secrets, secretArn, now, keepMs = 300_000 } = options;
  let kept: { readonly digest: Promise<Buffer>; readonly until: number } | undefined;

  async function read(): Promise<Buffer> {
    const { SecretString = '' } = await secrets.send(new GetSecretValueCommand({ SecretId: secretArn }));
    return digest(secretToKey(SecretString, secretArn));
  }

  async function current(): Promise<Buffer> {
    if (kept && now() < kept.until) return kept.digest;
    const reading = { digest: read(), until: now() + keepMs };
    kept = reading;
    try {
      return await reading.digest;
    } catch (error) {
      if (kept === reading) kept = undefined;
      throw error;
    }
  }

  return async (text) => timingSafeEqual(digest(text), await current());
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** An empty key would let in whoever sends none. The secret's text stays out of the error. */
function secretToKey(secret: string, secretArn: string): string {
  const { key } = parsed(secret, secretArn);
  if (typeof key === 'string' && key.length >= 20) return key;
  throw new Error(`The secret ${secretArn} must be {"key": "..."} with a key of at least 20 characters.`);
}

function parsed(secret: string, secretArn: string): { readonly key?: unknown } {
  try {
    return JSON.parse(secret) as { key?: unknown };
  } catch {
    // The parser's own message quotes the secret.
    throw new Error(`The secret ${secretArn} is not JSON; it must be {"key": "..."}.`);
  }
}
