/** What the stage's configuration says about failing endpoints, in milliseconds. */
export type HealthDurations = {
  /** How long the breaker stays open the first time; it doubles. */
  readonly firstCooldownMs: number;
  readonly longestCooldownMs: number;
  /** How long an endpoint may fail without one success before its subscription is disabled. */
  readonly disableAfterMs: number;
};
