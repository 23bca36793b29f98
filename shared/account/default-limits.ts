import type { AccountLimits } from './account.ts';

/** What an account may do where nothing is said: no one account can take all that the gateway lets in. */
export const defaultLimits: AccountLimits = {
  subscriptions: 50,
  requestsPerSecond: 500,
  eventsPerSecond: 1_000,
};
