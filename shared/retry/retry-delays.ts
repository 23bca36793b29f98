import type { RetryPolicy } from '../subscription/subscription.ts';

/** The delay before each retry of a round, in seconds and without jitter: one less than the attempts that are allowed. */
export function retryDelays(policy: RetryPolicy): readonly number[] {
  if ('scheduleSeconds' in policy) return policy.scheduleSeconds;
  const { maxAttempts, initialSeconds, factor, maxSeconds } = policy;
  return Array.from({ length: maxAttempts - 1 }, (_, retry) =>
    Math.min(maxSeconds, initialSeconds * factor ** retry),
  );
}
