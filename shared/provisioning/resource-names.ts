import { isSubscriptionId } from '../subscription/subscription-id.ts';

/**
 * What a subscription's resources are called. The prefix is the stage's (`webhooks-prod`): permissions are granted by
 * it, and a teardown finds everything by it.
 */
export function resourceNames(prefix: string, subscriptionId: string) {
  const name = `${prefix}-${subscriptionId}`;
  return { queue: name, deadLetterQueue: deadLetterQueueName(name), rule: name, targetId: 'queue' };
}

export function deadLetterQueueName(queueName: string): string {
  return `${queueName}-dlq`;
}

/** What the names of all subscriptions' resources begin with, and no other's of the stage. */
export function subscriptionPrefix(prefix: string): string {
  return `${prefix}-sub_`;
}

/** The subscription that a queue, a dead-letter queue or a rule is of; undefined where the name is none of ours. */
export function subscriptionIdIn(prefix: string, name: string): string | undefined {
  const id = name.startsWith(`${prefix}-`) ? name.slice(prefix.length + 1).replace(/-dlq$/, '') : '';
  return isSubscriptionId(id) ? id : undefined;
}
