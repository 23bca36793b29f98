import type { ApiKey } from './api-key.ts';

/** A key as the API shows it: what it may do and how to tell it from others, never the key. */
export type KeyResource = {
  readonly id: string;
  readonly role: ApiKey['role'];
  readonly last4: string;
  readonly created_at: string;
  /** To the hour; `null` before the first use. */
  readonly last_used_at: string | null;
  /** When the key of a portal session ends; `null` for others, which end when they are removed. */
  readonly expires_at: string | null;
};

export function keyToResource(key: ApiKey): KeyResource {
  return {
    id: key.id,
    role: key.role,
    last4: key.last4,
    created_at: new Date(key.createdAt).toISOString(),
    last_used_at: timeOrNull(key.lastUsedAt),
    expires_at: timeOrNull(key.expiresAt),
  };
}

function timeOrNull(time: number | undefined): string | null {
  return time === undefined ? null : new Date(time).toISOString();
}
