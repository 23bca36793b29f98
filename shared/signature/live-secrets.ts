import type { SigningSecret } from '../subscription/subscription.ts';

/** The secrets that sign at a time: all that have not expired. */
export function liveSecrets(secrets: readonly SigningSecret[], now: number): readonly string[] {
  return onlyLive(secrets, now).map(({ secret }) => secret);
}

/** Of secrets or public keys, with all that is known of each, those that have not expired. */
export function onlyLive<Key extends { readonly expiresAt?: number }>(
  keys: readonly Key[],
  now: number,
): readonly Key[] {
  return keys.filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now);
}
