import type { Health } from './health.ts';
import type { HealthDurations } from './health-durations.ts';

/** Failed attempts in a row that open the breaker. */
const OPENS_AFTER = 10;
/** At most a fifth of the cool-down is added, so that what is hidden does not come back together. */
const JITTER = 0.2;

/** What the breaker says to the next attempt. */
export type BreakerGate =
  | { readonly gate: 'closed' }
  /** The first that claims it is the probe. */
  | { readonly gate: 'half-open' }
  | { readonly gate: 'open'; readonly hideUntil: number };

/** @param random from 0 to 1 */
export function breakerGate(health: Health, now: number, random: number): BreakerGate {
  const { breakerOpenUntil, breakerCooldownMs = 0, probeUntil = 0 } = health;
  if (breakerOpenUntil === undefined) return { gate: 'closed' };
  const spread = breakerCooldownMs * JITTER * random;
  if (now < breakerOpenUntil) return { gate: 'open', hideUntil: Math.round(breakerOpenUntil + spread) };
  if (now < probeUntil) return { gate: 'open', hideUntil: Math.round(probeUntil + spread) };
  return { gate: 'half-open' };
}

/**
 * Whether failures open the breaker, or open it again after a probe that failed, and for how long.
 * @param health as it is after the failures were counted
 * @returns `undefined` while it stays as it is
 */
export function breakerAfterFailure(
  health: Health,
  now: number,
  durations: HealthDurations,
): { readonly breakerOpenUntil: number; readonly breakerCooldownMs: number } | undefined {
  const { failuresInRow = 0, breakerOpenUntil, breakerCooldownMs } = health;
  if (failuresInRow < OPENS_AFTER) return undefined;
  // Attempts that were under way when it opened end while it is open: they change nothing.
  if (breakerOpenUntil !== undefined && now < breakerOpenUntil) return undefined;
  const cooldown =
    breakerCooldownMs === undefined
      ? durations.firstCooldownMs
      : Math.min(breakerCooldownMs * 2, durations.longestCooldownMs);
  return { breakerOpenUntil: now + cooldown, breakerCooldownMs: cooldown };
}
