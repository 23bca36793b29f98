import { backlogLookAt, lookAgainAt } from '../backlog/backlog-expiry.ts';
import { nextFailureVerdictAt } from '../health/failure-rule.ts';
import { judgeSubscription } from '../health/judge-subscription.ts';
import { announce } from '../operational-event/announce.ts';
import { countMessages } from '../queue/count-messages.ts';
import type { Subscription } from '../subscription/subscription.ts';
import type { SubscriptionChange } from '../subscription/subscription-store.ts';
import type { ProvisioningClients } from './apply-subscription.ts';
import { resourceNames } from './resource-names.ts';
import type { ResourceSettings } from './resource-settings.ts';

/** What time alone has made due on a row, and when to look again. */
export type Overdue = { readonly change?: SubscriptionChange; readonly lookAt?: number };

/**
 * Looks at what nobody asks for: an endpoint that has failed long enough to warn its owner or to be disabled, and a
 * paused backlog near the end of its retention.
 */
export async function overdueChange(
  clients: ProvisioningClients,
  settings: ResourceSettings,
  subscription: Subscription,
  now: number,
): Promise<Overdue> {
  const durations = { disableAfterMs: settings.disableAfterSeconds * 1_000 };
  if (judgeSubscription(subscription, now, durations))
    return { change: (current) => judgeSubscription(current, now, durations) ?? {} };
  const backlog = await overdueBacklog(clients, settings, subscription, now);
  if (backlog.change) return backlog;
  const verdictAt =
    subscription.status === 'active' ? nextFailureVerdictAt(subscription, durations) : undefined;
  // A verdict that is late waits for further failures, which deliver counts: there is nothing to wake for.
  const future = [backlog.lookAt, verdictAt].filter((at) => at !== undefined).filter((at) => at > now);
  return future.length > 0 ? { lookAt: Math.min(...future) } : {};
}

async function overdueBacklog(
  { sqs }: ProvisioningClients,
  settings: ResourceSettings,
  subscription: Subscription,
  now: number,
): Promise<Overdue> {
  const retentionMs = settings.queueRetentionSeconds * 1_000;
  const lookAt = backlogLookAt(subscription, retentionMs);
  if (lookAt === undefined || now < lookAt) return lookAt === undefined ? {} : { lookAt };
  const waiting = await countMessages(sqs, resourceNames(settings.prefix, subscription.id).queue);
  if (waiting === 0) return { lookAt: lookAgainAt(now, retentionMs) };
  return { change: (current) => warnedOfBacklog(current, { now, waiting, retentionMs }) };
}

function warnedOfBacklog(
  current: Subscription,
  { now, waiting, retentionMs }: { now: number; waiting: number; retentionMs: number },
): ReturnType<SubscriptionChange> {
  if (current.status !== 'paused' || current.backlogWarnedAt !== undefined) return {};
  const { pausedAt = now } = current;
  return {
    backlogWarnedAt: now,
    ...announce(current, 'subscription.backlog_expiring', {
      at: now,
      paused_at: new Date(pausedAt).toISOString(),
      expires_at: new Date(pausedAt + retentionMs).toISOString(),
      waiting,
    }),
  };
}
