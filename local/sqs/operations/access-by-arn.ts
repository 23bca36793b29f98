import type { Core } from '../core.ts';
import type { Access } from '../../iam/access.ts';
import { queueNameFromArn } from '../queue/queue-name-from-arn.ts';

/** What must be allowed on the queue of an ARN, with its own policy. */
export function accessByArn(core: Core, arn: string, actions: readonly string[]): readonly Access[] {
  const name = queueNameFromArn(core.context, arn);
  const resourcePolicy = name === undefined ? undefined : core.queues.find(name)?.policy;
  return actions.map((action) => ({ action: `sqs:${action}`, resource: arn, resourcePolicy }));
}
