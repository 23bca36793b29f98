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
