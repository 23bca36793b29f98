import type { AccountLimits } from './account.ts';

/** An account's limits as the API shows them. */
export type LimitsResource = {
  readonly subscriptions: number;
  readonly requests_per_second: number;
  readonly events_per_second: number;
};

export function limitsToResource(limits: AccountLimits): LimitsResource {
  const { subscriptions, requestsPerSecond, eventsPerSecond } = limits;
  return { subscriptions, requests_per_second: requestsPerSecond, events_per_second: eventsPerSecond };
}

/** The limits that a body names. */
export function resourceToLimits(named: {
  readonly [Name in keyof LimitsResource]?: number | undefined;
}): Partial<AccountLimits> {
  const { subscriptions, requests_per_second, events_per_second } = named;
  return {
    ...(subscriptions !== undefined && { subscriptions }),
    ...(requests_per_second !== undefined && { requestsPerSecond: requests_per_second }),
    ...(events_per_second !== undefined && { eventsPerSecond: events_per_second }),
  };
}
