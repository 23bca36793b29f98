import type { Health } from './health.ts';
import type { HealthDurations } from './health-durations.ts';

/** With fewer failures than this an endpoint is hardly used, and nobody is disabled for that. */
const AT_LEAST_FAILURES = 20;

export type FailureVerdict = 'fine' | 'warn' | 'disable';

/**
 * The failure rule: an endpoint without one success for the whole span and with at least twenty failures is disabled;
 * its owner is warned at half time, once.
 */
export function failureRule(
  health: Health,
  now: number,
  durations: Pick<HealthDurations, 'disableAfterMs'>,
): FailureVerdict {
  const { failingSince, failuresInRow = 0, warnedAt } = health;
  if (failingSince === undefined || failuresInRow < AT_LEAST_FAILURES) return 'fine';
  const failingFor = now - failingSince;
  if (failingFor >= durations.disableAfterMs) return 'disable';
  return failingFor >= durations.disableAfterMs / 2 && warnedAt === undefined ? 'warn' : 'fine';
}

/** When the rule has to be looked at again, if nothing is attempted until then. */
export function nextFailureVerdictAt(
  { failingSince, warnedAt }: Health,
  durations: Pick<HealthDurations, 'disableAfterMs'>,
): number | undefined {
  if (failingSince === undefined) return undefined;
  return failingSince + durations.disableAfterMs / (warnedAt === undefined ? 2 : 1);
}
