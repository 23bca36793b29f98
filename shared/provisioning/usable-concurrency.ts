import type { Subscription } from '../subscription/subscription.ts';

/** Lambda takes no smaller maximum concurrency of a mapping. */
const LEAST = 2;
/** A function waits 20 s for a slot: with more in flight the next is further off, and so is each that comes after it. */
const LONGEST_SECONDS = 15;

/**
 * How many requests of a subscription can be in flight to any use: under a rate limit no more than may begin while the
 * slowest is answered. What is received beyond that only waits for its slot, and hides from the queue's depth.
 */
export function usableConcurrency({
  maxConcurrency,
  rateLimitPerSecond = Infinity,
  timeoutSeconds,
}: Pick<Subscription, 'maxConcurrency' | 'rateLimitPerSecond' | 'timeoutSeconds'>): number {
  const seconds = Math.min(timeoutSeconds, LONGEST_SECONDS);
  return Math.max(LEAST, Math.min(maxConcurrency, rateLimitPerSecond * seconds));
}
