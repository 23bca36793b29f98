import type { ResourceSettings } from '../provisioning/resource-settings.ts';
import { accountBus } from '../shard/account-bus.ts';

/** The ARNs of the bus that has an account's events and of its archive, which is named like it. */
export function replayArns(settings: ResourceSettings, accountId: string) {
  const [, partition, , region, account] = settings.deliverFunctionArn.split(':');
  const arn = (resource: string) => `arn:${partition}:events:${region}:${account}:${resource}`;
  const name = accountBus(settings, accountId);
  return { bus: arn(`event-bus/${name}`), archive: arn(`archive/${name}`) };
}
