import type { Message } from '../../shared/message/message.ts';
import { isOperational } from '../../shared/operational-event/is-operational.ts';
import { putOperationalEvents } from '../../shared/operational-event/put-operational-events.ts';
import type { Subscription } from '../../shared/subscription/subscription.ts';
import type { DeliverDependencies } from './dependencies.ts';

/** Tells the account that a message was given up; never about an operational event, which would never end. */
export async function announceExhausted(
  { events, eventBusName, now }: DeliverDependencies,
  subscription: Subscription,
  message: Message,
  { reason, round }: { readonly reason: string; readonly round: number },
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
        reason,
      },
    },
  ]);
}
