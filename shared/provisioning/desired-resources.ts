import { accountBus } from '../shard/account-bus.ts';
import { compilePattern } from '../subscription/pattern.ts';
import type { Subscription } from '../subscription/subscription.ts';
import { concurrency } from './concurrency.ts';
import { deadLetterQueueAttributes, queueAttributes } from './queue-attributes.ts';
import { resourceArns } from './resource-arns.ts';
import { resourceNames } from './resource-names.ts';
import type { ResourceSettings } from './resource-settings.ts';
import { ruleArn } from './rule-arn.ts';
import { usableConcurrency } from './usable-concurrency.ts';

export type DesiredResources = ReturnType<typeof desiredResources>;

/** What a subscription that is not being deleted needs in AWS: what reconcile makes, and what drift is measured by. */
export function desiredResources(settings: ResourceSettings, subscription: Subscription) {
  const names = resourceNames(settings.prefix, subscription.id);
  const arns = { ...resourceArns(settings, subscription.id), rule: ruleArn(settings, subscription) };
  const tags = {
    'webhooks:stack': settings.prefix,
    'webhooks:account': subscription.accountId,
    'webhooks:subscription': subscription.id,
  };
  return {
    deadLetterQueue: {
      name: names.deadLetterQueue,
      attributes: deadLetterQueueAttributes(settings, arns.deadLetterQueue),
      tags,
    },
    queue: { name: names.queue, attributes: queueAttributes(settings, arns), tags },
    rule: {
      busName: accountBus(settings, subscription.accountId),
      name: names.rule,
      pattern: compilePattern(subscription),
      state: subscription.status === 'disabled' ? ('DISABLED' as const) : ('ENABLED' as const),
      tags,
      target: {
        id: names.targetId,
        queueArn: arns.queue,
        deadLetterQueueArn: settings.ingestDeadLetterQueueArn,
      },
    },
    mapping: {
      functionArn: settings.deliverFunctionArn,
      queueArn: arns.queue,
      enabled: subscription.status === 'provisioning' || subscription.status === 'active',
      ...concurrency(usableConcurrency(subscription)),
      tags,
    },
  };
}
