import type { ResourceSettings } from '../provisioning/resource-settings.ts';

/** The ARNs of the bus and of its archive, which is named after the stage, in the deliver function's Region and account. */
export function replayArns({ deliverFunctionArn, eventBusName, prefix }: ResourceSettings) {
  const [, partition, , region, account] = deliverFunctionArn.split(':');
  const arn = (resource: string) => `arn:${partition}:events:${region}:${account}:${resource}`;
  return { bus: arn(`event-bus/${eventBusName}`), archive: arn(`archive/${prefix}`) };
}
