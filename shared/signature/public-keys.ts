import type { SigningSecret } from '../subscription/subscription.ts';
import { secretToPublicKey } from './ed25519-secret.ts';
import { secretToScheme } from './signature-scheme.ts';

/** What anybody may know of an ed25519 secret. Times are milliseconds since the epoch. */
export type PublicKey = {
  /** `whpk_` and the base64 of 32 bytes. */
  readonly publicKey: string;
  readonly createdAt: number;
  readonly expiresAt?: number;
};

/** The public keys of those secrets that have one. */
export function publicKeys(secrets: readonly SigningSecret[]): readonly PublicKey[] {
  return secrets
    .filter(({ secret }) => secretToScheme(secret) === 'ed25519')
    .map(({ secret, ...times }) => ({ publicKey: secretToPublicKey(secret), ...times }));
}
