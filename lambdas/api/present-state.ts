import { logBuckets } from '../../shared/delivery/log-buckets.ts';
import type { QueueDepth } from '../../shared/queue/queue-depth.ts';
import type { Subscription } from '../../shared/subscription/subscription.ts';
import type { Looking } from './looking.ts';

/** What of a subscription waits at this moment. */
export async function presentState({ looking, now }: { looking: Looking; now: number }, of: Subscription) {
  const partitions = { subscriptionId: of.id, buckets: logBuckets(of) };
  const [{ queue, deadLetters }, retryingSince, lastUntriedAt] = await Promise.all([
    looking.queueDepths(of.id),
    looking.oldestRetrying(partitions),
    looking.statistics.lastUntried(partitions),
  ]);
  const waitingSince = queue && mayBeUntried(of, queue) ? untriedSince(of, lastUntriedAt) : undefined;
  const since = Math.min(retryingSince ?? Infinity, waitingSince ?? Infinity);
  return {
    queue_depth: queue?.waiting ?? null,
    in_flight: queue?.inFlight ?? null,
    dead_letters: deadLetters ? deadLetters.waiting + deadLetters.inFlight : null,
    oldest_message_age_seconds: Number.isFinite(since)
      ? Math.max(0, Math.round((now - since) / 1_000))
      : null,
  };
}

/** What is in flight is being tried, or waits for a retry; but where nothing is sent, it may be hidden untried. */
function mayBeUntried({ pausedAt, disabledAt }: Subscription, { waiting, inFlight }: QueueDepth): boolean {
  const isHeld = pausedAt !== undefined || disabledAt !== undefined;
  return waiting > 0 || (isHeld && inFlight > 0);
}

/**
 * Since when, at the earliest, something waits untried: nothing that was sent before the last message that was received
 * for the first time, for queues give out the oldest first, or nearly so; and nothing from before a pause.
 */
function untriedSince({ pausedAt, disabledAt }: Subscription, lastUntriedAt: number | undefined) {
  const known = [lastUntriedAt, pausedAt, disabledAt].filter((at) => at !== undefined);
  return known.length > 0 ? Math.max(...known) : undefined;
}
