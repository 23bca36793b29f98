import type { ResourceSettings } from './resource-settings.ts';
import { resourceNames } from './resource-names.ts';

/** The ARNs of a subscription's resources, built by name in the deliver function's Region and account. */
export function resourceArns(settings: ResourceSettings, subscriptionId: string) {
  const [, partition, , region, account] = settings.deliverFunctionArn.split(':');
  const names = resourceNames(settings.prefix, subscriptionId);
  const arn = (service: string, resource: string) =>
    `arn:${partition}:${service}:${region}:${account}:${resource}`;
  return {
    queue: arn('sqs', names.queue),
    deadLetterQueue: arn('sqs', names.deadLetterQueue),
    rule: arn('events', `rule/${settings.eventBusName}/${names.rule}`),
  };
}
