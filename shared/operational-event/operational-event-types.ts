import type { EventType } from '../catalogue/event-type.ts';
import type { OperationalEventName } from './announcement.ts';
import { messageExhausted } from './event-types/message-exhausted.ts';
import { subscriptionBacklogExpiring } from './event-types/subscription-backlog-expiring.ts';
import { subscriptionDisabled } from './event-types/subscription-disabled.ts';
import { subscriptionFailing } from './event-types/subscription-failing.ts';
import { subscriptionRecovered } from './event-types/subscription-recovered.ts';
import { subscriptionSecretRotated } from './event-types/subscription-secret-rotated.ts';

const types: Readonly<Record<OperationalEventName, EventType>> = {
  'subscription.failing': subscriptionFailing,
  'subscription.recovered': subscriptionRecovered,
  'subscription.disabled': subscriptionDisabled,
  'subscription.backlog_expiring': subscriptionBacklogExpiring,
  'subscription.secret_rotated': subscriptionSecretRotated,
  'message.exhausted': messageExhausted,
};

/** What the platform says about subscriptions themselves, in the order in which it is shown. No group and no `*` takes it in. */
export const operationalEventTypes: readonly EventType[] = Object.values(types);

const byName: ReadonlyMap<string, EventType> = new Map(
  operationalEventTypes.map((type) => [type.name, type]),
);

/** The operational event type of this exact name, or undefined where there is none. */
export function findOperationalEventType(name: string): EventType | undefined {
  return byName.get(name);
}
