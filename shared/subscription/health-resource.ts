import type { Health } from '../health/health.ts';
import { timeToResource } from './time-to-resource.ts';

/** How a subscription's endpoint is doing, as the API shows it. */
export type HealthResource = {
  readonly failing_since: string | null;
  /** Failed attempts since the last success. */
  readonly failures_in_row: number;
  /** `open`: nothing is attempted. `half_open`: one attempt tries whether the endpoint is back. */
  readonly breaker: 'closed' | 'open' | 'half_open';
  /** While it is open: when it lets one attempt through. */
  readonly open_until: string | null;
};

/** @param now milliseconds since the epoch */
export function healthToResource(health: Health, now: number): HealthResource {
  const { failingSince, failuresInRow = 0, breakerOpenUntil } = health;
  const isOpen = breakerOpenUntil !== undefined && now < breakerOpenUntil;
  return {
    failing_since: timeToResource(failingSince),
    failures_in_row: failuresInRow,
    breaker: breakerOpenUntil === undefined ? 'closed' : isOpen ? 'open' : 'half_open',
    open_until: timeToResource(isOpen ? breakerOpenUntil : undefined),
  };
}
