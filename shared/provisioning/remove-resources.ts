import {
  DeleteRuleCommand,
  type EventBridgeClient,
  RemoveTargetsCommand,
  ResourceNotFoundException as RuleNotFound,
} from '@aws-sdk/client-eventbridge';
import {
  DeleteEventSourceMappingCommand,
  type LambdaClient,
  ListEventSourceMappingsCommand,
  ResourceNotFoundException as MappingNotFound,
} from '@aws-sdk/client-lambda';
import {
  DeleteQueueCommand,
  GetQueueUrlCommand,
  QueueDoesNotExist,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { ProvisioningClients } from './apply-subscription.ts';
import { resourceArns } from './resource-arns.ts';
import { resourceNames } from './resource-names.ts';
import type { ResourceSettings } from './resource-settings.ts';

/** Ends routing and delivery: target, rule, mapping. What is already gone is no error. */
export async function removeRouting(
  { events, lambda }: ProvisioningClients,
  settings: ResourceSettings,
  subscriptionId: string,
): Promise<void> {
  const names = resourceNames(settings.prefix, subscriptionId);
  await removeRule(events, settings.eventBusName, names);
  await removeMappings(lambda, settings.deliverFunctionArn, resourceArns(settings, subscriptionId).queue);
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

async function removeRule(
  events: EventBridgeClient,
  busName: string,
  names: { readonly rule: string; readonly targetId: string },
): Promise<void> {
  await unlessGone(RuleNotFound, async () => {
    await events.send(
      new RemoveTargetsCommand({ Rule: names.rule, EventBusName: busName, Ids: [names.targetId] }),
    );
    await events.send(new DeleteRuleCommand({ Name: names.rule, EventBusName: busName }));
  });
}

async function removeMappings(lambda: LambdaClient, functionArn: string, queueArn: string): Promise<void> {
  const { EventSourceMappings = [] } = await lambda.send(
    new ListEventSourceMappingsCommand({ EventSourceArn: queueArn, FunctionName: functionArn }),
  );
  for (const { UUID, State } of EventSourceMappings)
    if (State !== 'Deleting')
      await unlessGone(MappingNotFound, () => lambda.send(new DeleteEventSourceMappingCommand({ UUID })));
}

async function removeQueue(sqs: SQSClient, name: string): Promise<void> {
  await unlessGone(QueueDoesNotExist, async () => {
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: name }));
    await sqs.send(new DeleteQueueCommand({ QueueUrl }));
  });
}

async function unlessGone(
  Gone: new (...options: never[]) => Error,
  remove: () => Promise<unknown>,
): Promise<void> {
  try {
    await remove();
  } catch (error) {
    if (!(error instanceof Gone)) throw error;
  }
}
