import type { RetryPolicy } from '../subscription/subscription.ts';
import { retryDelays } from './retry-delays.ts';

/** No endpoint can ask for a longer wait than this. */
const LONGEST_HINT_MS = 12 * 60 * 60 * 1_000;
/** At most a fifth is added to each delay, so that what failed together does not come back together. */
const JITTER = 0.2;

/** How many attempts a policy allows in one round. */
export function attemptsAllowed(policy: RetryPolicy): number {
  return retryDelays(policy).length + 1;
}

/**
 * When to try again after a failed attempt: the policy's delay or the endpoint's hint, whichever is longer, plus jitter
 * on the policy's delay; never earlier than the policy says.
 * @param failed.attemptInRound the number of the failed attempt in its round, from 1
 * @param failed.random from 0 to 1
 * @returns milliseconds since the epoch, or `undefined` where the policy is used up
 */
export function nextAttemptAt(
  policy: RetryPolicy,
  failed: {
    readonly attemptInRound: number;
    readonly endedAt: number;
    readonly retryAfterMs?: number | undefined;
    readonly random: number;
  },
): number | undefined {
  const seconds = retryDelays(policy)[failed.attemptInRound - 1];
  if (seconds === undefined) return undefined;
  const scheduled = seconds * 1_000 * (1 + JITTER * failed.random);
  const hinted = Math.min(failed.retryAfterMs ?? 0, LONGEST_HINT_MS);
  return Math.round(failed.endedAt + Math.max(scheduled, hinted));
}
