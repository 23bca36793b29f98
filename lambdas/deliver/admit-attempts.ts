import type { DecidedAttempt, DecidedRecord } from './decided-record.ts';
import type { DeliverDependencies } from './dependencies.ts';

/** How late a record may come back to its slot where nothing but the queue and a busy function made it late. */
const LATEST_MS = 30_000;

/**
 * Holds a batch's attempts to what its subscription allows now: one probe while the breaker is half open, and the slots
 * of its rate limit, reserved for the whole batch by one write. What may not be attempted yet is hidden or deferred.
 */
export async function admitAttempts(
  dependencies: DeliverDependencies,
  decided: readonly DecidedRecord[],
): Promise<readonly DecidedRecord[]> {
  return withSlots(dependencies, await withOneProbe(dependencies, decided));
}

async function withOneProbe(
  { health, now, claimMs }: DeliverDependencies,
  decided: readonly DecidedRecord[],
): Promise<readonly DecidedRecord[]> {
  const candidates = attemptsOf(decided).filter(({ probe }) => probe);
  const [first] = candidates;
  if (!first) return decided;
  const { subscription } = first;
  const won = await health.claimProbe(subscription, subscription, { now: now(), until: now() + claimMs });
  const waiting = new Set<DecidedRecord>(won ? candidates.slice(1) : candidates);
  // By then the probe is over: if it succeeded they follow, if not they meet an open breaker.
  const until = now() + subscription.timeoutSeconds * 1_000;
  return decided.map((each) =>
    waiting.has(each) ? { record: each.record, do: 'hide', until, breaker: true } : each,
  );
}

async function withSlots(
  { reserveSlots, now, slotWaitMs }: DeliverDependencies,
  decided: readonly DecidedRecord[],
): Promise<readonly DecidedRecord[]> {
  const limited = attemptsOf(decided).filter((attempt) => needsSlot(attempt, now()));
  const ratePerSecond = limited[0]?.subscription.rateLimitPerSecond;
  if (!limited[0] || ratePerSecond === undefined) return decided;
  const subscriptionId = limited[0].subscription.id;
  const slots = await reserveSlots({ subscriptionId, count: limited.length, ratePerSecond });
  const slotOf = new Map<DecidedRecord, number>(limited.map((each, index) => [each, slots[index] ?? now()]));
  const latest = now() + slotWaitMs;
  return decided.map((each): DecidedRecord => {
    const slotAt = slotOf.get(each);
    if (slotAt === undefined || each.do !== 'attempt') return each;
    if (slotAt <= latest) return { ...each, sendAt: slotAt };
    // Its row belongs to the schedule, which has no room for a second slot.
    if (each.aside) return { record: each.record, do: 'hide', until: slotAt };
    return { record: each.record, do: 'defer', attempt: each, slotAt };
  });
}

function attemptsOf(decided: readonly DecidedRecord[]): readonly DecidedAttempt[] {
  return decided.filter((each) => each.do === 'attempt');
}

/**
 * A kept slot is used once, when its record comes back at its time. What a pause or the breaker has held back beyond that
 * takes another: all that was missed would come at once.
 */
function needsSlot({ subscription, delivery, aside }: DecidedAttempt, now: number): boolean {
  if (subscription.rateLimitPerSecond === undefined) return false;
  return aside === true || delivery?.slotAt === undefined || now > delivery.slotAt + LATEST_MS;
}
