import {
  DeleteEventSourceMappingCommand,
  type LambdaClient,
  ResourceNotFoundException as MappingNotFound,
} from '@aws-sdk/client-lambda';
import {
  DeleteQueueCommand,
  GetQueueUrlCommand,
  QueueDoesNotExist,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { shardBuses } from '../shard/shard-buses.ts';
import { unlessMissing } from '../storage/unless-missing.ts';
import type { ProvisioningClients } from './apply-subscription.ts';
import { findMapping } from './find-mapping.ts';
import { removeRule } from './remove-rule.ts';
import { resourceArns } from './resource-arns.ts';
import { resourceNames } from './resource-names.ts';
import type { ResourceSettings } from './resource-settings.ts';

/**
 * Ends routing and delivery: target, rule, mapping. What is already gone is no error. Every bus is looked at: whose the
 * subscription was may be forgotten, and with another number of shards its rule was elsewhere.
 */
export async function removeRouting(
  { events, lambda }: ProvisioningClients,
  settings: ResourceSettings,
  subscriptionId: string,
): Promise<void> {
  const { prefix } = settings;
  for (const busName of shardBuses(settings)) await removeRule(events, { prefix, busName }, subscriptionId);
  await removeMapping(lambda, settings.deliverFunctionArn, resourceArns(settings, subscriptionId).queue);
}

/** Removes the queue and its dead-letter queue with whatever they hold. What is already gone is no error. */
export async function removeQueues(
  { sqs }: ProvisioningClients,
  settings: ResourceSettings,
  subscriptionId: string,
): Promise<void> {
  const names = resourceNames(settings.prefix, subscriptionId);
  await removeQueue(sqs, names.queue);
  await removeQueue(sqs, names.deadLetterQueue);
}

async function removeMapping(lambda: LambdaClient, functionArn: string, queueArn: string): Promise<void> {
  const found = await findMapping(lambda, { functionArn, queueArn });
  if (!found || found.State === 'Deleting') return;
  const { UUID } = found;
  await unlessMissing(MappingNotFound, () => lambda.send(new DeleteEventSourceMappingCommand({ UUID })));
}

async function removeQueue(sqs: SQSClient, name: string): Promise<void> {
  await unlessMissing(QueueDoesNotExist, async () => {
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: name }));
    await sqs.send(new DeleteQueueCommand({ QueueUrl }));
  });
}
