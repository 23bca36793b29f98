import type { ResourceSettings } from './resource-settings.ts';
import { resourceNames } from './resource-names.ts';

/** The ARNs of a subscription's queues, built by name in the deliver function's Region and account. */
export function resourceArns(settings: ResourceSettings, subscriptionId: string) {
  const [, partition, , region, account] = settings.deliverFunctionArn.split(':');
  const names = resourceNames(settings.prefix, subscriptionId);
  const arn = (name: string) => `arn:${partition}:sqs:${region}:${account}:${name}`;
  return { queue: arn(names.queue), deadLetterQueue: arn(names.deadLetterQueue) };
}
