import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Subscription } from '../subscription/subscription.ts';
import { desiredResources } from './desired-resources.ts';
import { ensureMapping } from './ensure-mapping.ts';
import { ensureQueue } from './ensure-queue.ts';
import { ensureRule } from './ensure-rule.ts';
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
  const desired = desiredResources(settings, subscription);
  await ensureQueue(sqs, desired.deadLetterQueue);
  await ensureQueue(sqs, desired.queue);
  await ensureRule(events, desired.rule);
  return ensureMapping(lambda, desired.mapping, subscription.mappingId);
}
