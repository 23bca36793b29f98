import { createHash, randomBytes } from 'node:crypto';
import { v7 } from 'uuid';

/** What is stored of a key: never the key itself. Times are milliseconds since the epoch. */
export type ApiKey = {
  /** `key_` and 32 hexadecimal digits. */
  readonly id: string;
  readonly accountId: string;
  /** `read` sees everything of its account but secrets, and changes nothing. */
  readonly role: KeyRole;
  /** The key's SHA-256 in hexadecimal. A key has 256 random bits, so no salt and no slow hash is needed. */
  readonly hash: string;
  /** Its last four characters, for people to tell keys apart. */
  readonly last4: string;
  readonly createdAt: number;
};

export type KeyRole = 'manage' | 'read';

/** A new key, `whk_` and 43 characters, and what is stored of it. */
export function newApiKey(owner: {
  readonly accountId: string;
  readonly role: KeyRole;
  readonly now: number;
}): {
  readonly key: string;
  readonly stored: ApiKey;
} {
  const key = `whk_${randomBytes(32).toString('base64url')}`;
  return {
    key,
    stored: {
      id: `key_${v7().replaceAll('-', '')}`,
      accountId: owner.accountId,
      role: owner.role,
      hash: hashKey(key),
      last4: key.slice(-4),
      createdAt: owner.now,
    },
  };
}

/** The SHA-256 by which a key is found. */
export function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** Whether a text has the form of an account's key; it need not exist. */
export function isApiKey(text: string): boolean {
  return /^whk_[\w-]{43}$/.test(text);
}

/** Whether a text has the form of a key's id; it need not exist. */
export function isKeyId(text: string): boolean {
  return /^key_[0-9a-f]{32}$/.test(text);
}
