import { createHash, randomBytes } from 'node:crypto';
import { v7 } from 'uuid';

/** What is stored of a key: never the key itself. Times are milliseconds since the epoch. */
export type ApiKey = {
  /** `key_` and 32 hexadecimal digits. */
  readonly id: string;
  /** `ADMINISTRATORS` for a key that belongs to none. */
  readonly accountId: string;
  /** `read` sees everything of its account but secrets, and changes nothing. */
  readonly role: KeyRole | 'administrator';
  /** The key's SHA-256 in hexadecimal. A key has 256 random bits, so no salt and no slow hash is needed. */
  readonly hash: string;
  /** Its last four characters, for people to tell keys apart. */
  readonly last4: string;
  readonly createdAt: number;
  /** To the hour: about when it was last used; missing for a key that never was. */
  readonly lastUsedAt?: number;
  /** When it ends by itself, which the keys of portal sessions do. */
  readonly expiresAt?: number;
};

/** In the place of an account: whose keys administer. No account's id can be this. */
export const ADMINISTRATORS = '*';

export type KeyRole = 'manage' | 'read';

/** A new key, `whk_` (an administrator's: `wha_`) and 43 characters, and what is stored of it. */
export function newApiKey(owner: {
  readonly accountId: string;
  readonly role: ApiKey['role'];
  readonly now: number;
  readonly expiresAt?: number;
}): {
  readonly key: string;
  readonly stored: ApiKey;
} {
  const key = `${owner.role === 'administrator' ? 'wha' : 'whk'}_${randomBytes(32).toString('base64url')}`;
  return {
    key,
    stored: {
      id: `key_${v7().replaceAll('-', '')}`,
      accountId: owner.accountId,
      role: owner.role,
      hash: hashKey(key),
      last4: key.slice(-4),
      createdAt: owner.now,
      ...(owner.expiresAt !== undefined && { expiresAt: owner.expiresAt }),
    },
  };
}

/** The SHA-256 by which a key is found. */
export function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** Whether a text has the form of a key that was made over the API; it need not exist. */
export function isApiKey(text: string): boolean {
  return /^wh[ak]_[\w-]{43}$/.test(text);
}

/** Whether a text has the form of a key's id; it need not exist. */
export function isKeyId(text: string): boolean {
  return /^key_[0-9a-f]{32}$/.test(text);
}
