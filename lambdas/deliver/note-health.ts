import { breakerAfterFailure } from '../../shared/health/breaker.ts';
import { failureRule } from '../../shared/health/failure-rule.ts';
import { isWell } from '../../shared/health/health.ts';
import { judgeSubscription } from '../../shared/health/judge-subscription.ts';
import { announce } from '../../shared/operational-event/announce.ts';
import type { Subscription } from '../../shared/subscription/subscription.ts';
import type { DeliverDependencies } from './dependencies.ts';

export type AttemptCounts = { readonly delivered: number; readonly failed: number };

/**
 * Writes down how the endpoint did in this batch: once, and only on failures and on the first success after one. One
 * success in a batch says that the endpoint is alive, whatever failed beside it.
 */
export async function noteHealth(
  dependencies: DeliverDependencies,
  subscription: Subscription,
  { delivered, failed }: AttemptCounts,
): Promise<void> {
  if (delivered > 0) return isWell(subscription) ? undefined : noteRecovery(dependencies, subscription);
  if (failed > 0) await noteFailures(dependencies, subscription, failed);
}

async function noteRecovery(
  { health, subscriptions, now }: DeliverDependencies,
  { accountId, id }: Subscription,
): Promise<void> {
  const before = await health.clear({ accountId, id });
  if (before?.warnedAt === undefined) return;
  const { failingSince } = before;
  await subscriptions.change(accountId, id, (current) =>
    announce(current, 'subscription.recovered', { at: now(), failing_since: iso(failingSince) }),
  );
}

async function noteFailures(
  { health, healthDurations, subscriptions, now }: DeliverDependencies,
  subscription: Subscription,
  count: number,
): Promise<void> {
  const at = now();
  const { disableAfterMs } = healthDurations;
  const after = await health.addFailures(subscription, {
    count,
    at,
    disableAt: at + disableAfterMs,
    lookAt: at + disableAfterMs / 2,
  });
  const open = breakerAfterFailure(after, at, healthDurations);
  if (open) await health.openBreaker(subscription, after, open);
  if (failureRule(after, at, healthDurations) === 'fine') return;
  await subscriptions.change(
    subscription.accountId,
    subscription.id,
    (current) => judgeSubscription(current, at, healthDurations) ?? {},
  );
}

function iso(at: number | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString();
}
