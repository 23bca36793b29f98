import { isDeepStrictEqual } from 'node:util';
import {
  DescribeRuleCommand,
  type EventBridgeClient,
  ListTargetsByRuleCommand,
  ResourceNotFoundException as RuleNotFound,
} from '@aws-sdk/client-eventbridge';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import { GetQueueAttributesCommand, QueueDoesNotExist, type SQSClient } from '@aws-sdk/client-sqs';
import { queueAddress } from '../queue/queue-address.ts';
import { unlessMissing } from '../storage/unless-missing.ts';
import type { Subscription } from '../subscription/subscription.ts';
import type { ProvisioningClients } from './apply-subscription.ts';
import { type DesiredResources, desiredResources } from './desired-resources.ts';
import { findMapping } from './find-mapping.ts';
import { mappingDiffers } from './mapping-differs.ts';
import { queueDiffers } from './queue-differs.ts';
import type { ResourceSettings } from './resource-settings.ts';

/** Which of a subscription's resources are not as they should be. */
export type Drift = {
  readonly missing: readonly Resource[];
  readonly different: readonly Resource[];
  /** About how many messages are to be had: what is hidden is not counted. */
  readonly waiting: { readonly queue: number; readonly deadLetterQueue: number };
};

export type Resource = 'dead-letter queue' | 'queue' | 'rule' | 'target' | 'mapping';

type Finding = 'as it should be' | 'missing' | 'different';

/** Compares what a subscription has in AWS with what it should have: five reads, one of them Lambda's, and no write. */
export async function findDrift(
  { sqs, events, lambda }: ProvisioningClients,
  settings: ResourceSettings,
  subscription: Subscription,
): Promise<Drift> {
  const desired = desiredResources(settings, subscription);
  const { queueUrl, deadLetterQueueUrl } = queueAddress(desired.mapping.queueArn);
  const [deadLetterQueue, queue, rule, target, mapping] = await Promise.all([
    readQueue(sqs, deadLetterQueueUrl),
    readQueue(sqs, queueUrl),
    compareRule(events, desired.rule),
    compareTarget(events, desired.rule),
    compareMapping(lambda, desired.mapping),
  ]);
  const findings: Readonly<Record<Resource, Finding>> = {
    'dead-letter queue': compareQueue(deadLetterQueue, desired.deadLetterQueue.attributes),
    queue: compareQueue(queue, desired.queue.attributes),
    rule,
    target,
    mapping,
  };
  const withFinding = (finding: Finding) =>
    (Object.keys(findings) as Resource[]).filter((resource) => findings[resource] === finding);
  return {
    missing: withFinding('missing'),
    different: withFinding('different'),
    waiting: { queue: visible(queue), deadLetterQueue: visible(deadLetterQueue) },
  };
}

type Attributes = Readonly<Record<string, string>> | undefined;

async function readQueue(sqs: SQSClient, QueueUrl: string): Promise<Attributes> {
  return unlessMissing(QueueDoesNotExist, async () => {
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    return Attributes;
  });
}

function compareQueue(existing: Attributes, wanted: Readonly<Record<string, string>>): Finding {
  if (!existing) return 'missing';
  return queueDiffers(existing, wanted) ? 'different' : 'as it should be';
}

function visible(attributes: Attributes): number {
  return Number(attributes?.['ApproximateNumberOfMessages'] ?? 0);
}

async function compareRule(events: EventBridgeClient, rule: DesiredResources['rule']): Promise<Finding> {
  const found = await unlessMissing(RuleNotFound, () =>
    events.send(new DescribeRuleCommand({ Name: rule.name, EventBusName: rule.busName })),
  );
  if (!found) return 'missing';
  const pattern: unknown = JSON.parse(found.EventPattern ?? 'null');
  const wanted: unknown = JSON.parse(JSON.stringify(rule.pattern));
  return found.State === rule.state && isDeepStrictEqual(pattern, wanted) ? 'as it should be' : 'different';
}

async function compareTarget(events: EventBridgeClient, rule: DesiredResources['rule']): Promise<Finding> {
  const found = await unlessMissing(RuleNotFound, () =>
    events.send(new ListTargetsByRuleCommand({ Rule: rule.name, EventBusName: rule.busName })),
  );
  const target = found?.Targets?.find(({ Id }) => Id === rule.target.id);
  if (!target) return 'missing';
  const same =
    target.Arn === rule.target.queueArn && target.DeadLetterConfig?.Arn === rule.target.deadLetterQueueArn;
  return same ? 'as it should be' : 'different';
}

async function compareMapping(lambda: LambdaClient, mapping: DesiredResources['mapping']): Promise<Finding> {
  const found = await findMapping(lambda, mapping);
  if (!found || found.State === 'Deleting') return 'missing';
  return mappingDiffers(found, mapping) ? 'different' : 'as it should be';
}
