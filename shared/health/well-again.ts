import type { Health } from './health.ts';

/** The part of a change after which an endpoint starts afresh: every failure is forgotten, and the breaker closed. */
export const wellAgain: Readonly<Record<keyof Health, undefined>> = {
  failuresInRow: undefined,
  failingSince: undefined,
  warnedAt: undefined,
  disableAt: undefined,
  breakerOpenUntil: undefined,
  breakerCooldownMs: undefined,
  probeUntil: undefined,
};
