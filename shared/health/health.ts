/**
 * How an endpoint has been doing, as kept on its subscription's row. Written once per batch, on failures and on the first
 * success after a failure, never on every success: an endpoint that is well has none of these fields.
 * Times are milliseconds since the epoch.
 */
export type Health = {
  /** Failed attempts since the last success. */
  readonly failuresInRow?: number;
  /** When the first of them failed. */
  readonly failingSince?: number;
  /** When the owner was warned about it. */
  readonly warnedAt?: number;
  /** When the subscription will be disabled if nothing succeeds until then. */
  readonly disableAt?: number;
  /** While the breaker is open: when it lets a probe through. */
  readonly breakerOpenUntil?: number;
  /** How long it was opened for. */
  readonly breakerCooldownMs?: number;
  /** While a probe is under way: until when it has the breaker to itself. */
  readonly probeUntil?: number;
};

/** Whether anything is left to clear when an attempt succeeds. */
export function isWell(health: Health): boolean {
  return health.failingSince === undefined && health.breakerOpenUntil === undefined;
}
