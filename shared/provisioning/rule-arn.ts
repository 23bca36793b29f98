import { accountBus } from '../shard/account-bus.ts';
import type { Subscription } from '../subscription/subscription.ts';
import { resourceNames } from './resource-names.ts';
import type { ResourceSettings } from './resource-settings.ts';

/** The ARN of a subscription's rule, on the bus that its account's rules are on. */
export function ruleArn(
  settings: ResourceSettings,
  { accountId, id }: Pick<Subscription, 'accountId' | 'id'>,
): string {
  const [, partition, , region, account] = settings.deliverFunctionArn.split(':');
  const { rule } = resourceNames(settings.prefix, id);
  return `arn:${partition}:events:${region}:${account}:rule/${accountBus(settings, accountId)}/${rule}`;
}
