import { invalidField } from '../problem/invalid-field.ts';
import { ProblemError } from '../problem/problem-error.ts';
import type { SigningSecret } from '../subscription/subscription.ts';
import { onlyLive } from './live-secrets.ts';

/** How many secrets may sign at once: every request carries a signature for each. */
const MOST_LIVE = 5;

/** How long old secrets go on signing where nothing is said: a day. */
export const DEFAULT_OVERLAP_SECONDS = 86_400;

export type Rotation = {
  /** Signs from now on. */
  readonly secret: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** How long the secrets until now go on signing beside it; 0 ends them at once. */
  readonly overlapSeconds: number;
};

/**
 * A subscription's secrets with a new one, which is the first. An older one never lives longer than it did before.
 * Expired secrets are left out.
 * @throws {ProblemError} `too_many_secrets`; `invalid_fields` where the secret signs already
 */
export function rotateSecrets(
  secrets: readonly SigningSecret[],
  { secret, now, overlapSeconds }: Rotation,
): readonly SigningSecret[] {
  const endsAt = now + overlapSeconds * 1_000;
  const older = onlyLive(secrets, now).map((each) => ({
    ...each,
    expiresAt: Math.min(each.expiresAt ?? endsAt, endsAt),
  }));
  const kept = onlyLive(older, now);
  if (kept.some((each) => each.secret === secret))
    throw invalidField('secret', 'a secret that does not sign already');
  if (kept.length >= MOST_LIVE) throw tooMany(kept);
  return [{ secret, createdAt: now }, ...kept];
}

function tooMany(kept: readonly SigningSecret[]): ProblemError {
  const firstEnd = Math.min(...kept.map(({ expiresAt }) => expiresAt ?? Infinity));
  return new ProblemError(
    'too_many_secrets',
    `${kept.length} secrets would still sign beside the new one, and ${MOST_LIVE} in all may. Rotate with overlap_seconds 0, which ends the older ones at once, or wait until ${new Date(firstEnd).toISOString()}, when the first of them expires.`,
  );
}
