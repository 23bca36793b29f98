import type { SigningSecret } from '../subscription/subscription.ts';

/** The secrets that sign at a time: all that have not expired. */
export function liveSecrets(secrets: readonly SigningSecret[], now: number): readonly string[] {
  return secrets
    .filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now)
    .map(({ secret }) => secret);
}
