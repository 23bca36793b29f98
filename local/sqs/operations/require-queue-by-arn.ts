import type { Core } from '../core.ts';
import { queueNameFromArn } from '../queue/queue-name-from-arn.ts';
import type { Queue } from '../queue/queue.ts';
import { sqsError } from '../sqs-error.ts';

/** @throws {AwsError} `ResourceNotFoundException` naming the parameter that has the ARN. */
export function requireQueueByArn(core: Core, parameter: string, arn: string): Queue {
  const name = queueNameFromArn(core.context, arn);
  const queue = name === undefined ? undefined : core.queues.find(name);
  if (queue) return queue;
  throw sqsError(
    'ResourceNotFoundException',
    `The resource that you specified for the ${parameter} parameter doesn't exist: ${arn}.`,
  );
}
