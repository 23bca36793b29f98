import type { ApiKey, KeyRole } from './api-key.ts';

/** A key as the API shows it: what it may do and how to tell it from others, never the key. */
export type KeyResource = {
  readonly id: string;
  readonly role: KeyRole;
  readonly last4: string;
  readonly created_at: string;
};

export function keyToResource({ id, role, last4, createdAt }: ApiKey): KeyResource {
  return { id, role, last4, created_at: new Date(createdAt).toISOString() };
}
