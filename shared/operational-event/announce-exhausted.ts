import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { Message } from '../message/message.ts';
import type { Subscription } from '../subscription/subscription.ts';
import { isOperational } from './is-operational.ts';
import { putOperationalEvents } from './put-operational-events.ts';

export type AnnounceExhaustedDependencies = {
  readonly events: EventBridgeClient;
  readonly eventBusName: string;
  readonly now: () => number;
};

/** What is known of a message that is given up. */
export type Exhausted = {
  readonly reason: string;
  readonly round: number;
  /** How often it was tried, over all rounds. */
  readonly attempts: number;
  /** What the last attempt was answered, where it was. */
  readonly lastStatusCode?: number | undefined;
};

/**
 * Tells the account that a message was given up; never about an operational event, which would never end. Told again of
 * the same round, it is the same message: so it comes before what cannot be repeated unseen, as a dead letter.
 */
export async function announceExhausted(
  { events, eventBusName, now }: AnnounceExhaustedDependencies,
  subscription: Subscription,
  message: Message,
  { reason, round, attempts, lastStatusCode }: Exhausted,
): Promise<void> {
  if (isOperational(message.eventType)) return;
  await putOperationalEvents({ events, busName: eventBusName }, message.accountId, [
    {
      type: 'message.exhausted',
      idempotencyKey: `${subscription.id}:${message.id}:${round}`,
      at: now(),
      data: {
        subscription_id: subscription.id,
        url: subscription.url,
        message_id: message.id,
        event_type: message.eventType,
        attempts,
        reason,
        ...(lastStatusCode !== undefined && { last_status_code: lastStatusCode }),
      },
    },
  ]);
}
