import type { Subscription } from '../subscription/subscription.ts';

/** Lambda takes no smaller maximum concurrency of a mapping. */
const LEAST = 2;

/**
 * How many requests of a subscription can be in flight to any use: under a rate limit no more than may begin while the
 * slowest is answered. What is received beyond that only waits for its slot, and hides from the queue's depth.
 */
export function usableConcurrency({
  maxConcurrency,
  rateLimitPerSecond = Infinity,
  timeoutSeconds,
}: Pick<Subscription, 'maxConcurrency' | 'rateLimitPerSecond' | 'timeoutSeconds'>): number {
  return Math.max(LEAST, Math.min(maxConcurrency, rateLimitPerSecond * timeoutSeconds));
}
