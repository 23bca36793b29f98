import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { compilePattern } from '../subscription/pattern.ts';
import type { Subscription } from '../subscription/subscription.ts';
import { concurrency } from './concurrency.ts';
import { ensureMapping } from './ensure-mapping.ts';
import { ensureQueue } from './ensure-queue.ts';
import { ensureRule } from './ensure-rule.ts';
import { deadLetterQueueAttributes, queueAttributes } from './queue-attributes.ts';
import { resourceArns } from './resource-arns.ts';
import { resourceNames } from './resource-names.ts';
import type { ResourceSettings } from './resource-settings.ts';

export type ProvisioningClients = {
  readonly sqs: SQSClient;
  readonly events: EventBridgeClient;
  readonly lambda: LambdaClient;
};

/**
 * Makes what a subscription needs in the one order in which nothing can be lost: dead-letter queue, queue, rule with
 * its target, mapping. Run again it changes what differs and nothing else.
 * @returns the mapping's UUID
 */
export async function applySubscription(
  { sqs, events, lambda }: ProvisioningClients,
  settings: ResourceSettings,
  subscription: Subscription,
): Promise<string> {
  const names = resourceNames(settings.prefix, subscription.id);
  const arns = resourceArns(settings, subscription.id);
  const tags = {
    'webhooks:stack': settings.prefix,
    'webhooks:account': subscription.accountId,
    'webhooks:subscription': subscription.id,
  };
  await ensureQueue(sqs, {
    name: names.deadLetterQueue,
    attributes: deadLetterQueueAttributes(settings, arns.deadLetterQueue),
    tags,
  });
  await ensureQueue(sqs, { name: names.queue, attributes: queueAttributes(settings, arns), tags });
  await ensureRule(events, {
    busName: settings.eventBusName,
    name: names.rule,
    pattern: compilePattern(subscription),
    state: subscription.status === 'disabled' ? 'DISABLED' : 'ENABLED',
    tags,
    target: {
      id: names.targetId,
      queueArn: arns.queue,
      deadLetterQueueArn: settings.ingestDeadLetterQueueArn,
    },
  });
  return ensureMapping(
    lambda,
    {
      functionArn: settings.deliverFunctionArn,
      queueArn: arns.queue,
      enabled: subscription.status === 'provisioning' || subscription.status === 'active',
      ...concurrency(subscription.maxConcurrency),
      tags,
    },
    subscription.mappingId,
  );
}
