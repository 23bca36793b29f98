import type { Core } from '../core.ts';
import { allowsRedrive } from '../queue/allows-redrive.ts';
import type { Queue } from '../queue/queue.ts';
import { queueNameFromArn } from '../queue/queue-name-from-arn.ts';

/**
 * Where a queue's redrive policy sends dead letters; undefined when it has none, or when that queue is gone or no
 * longer lets it: then nothing moves and the messages stay.
 */
export function deadLetterQueueOf(core: Core, queue: Queue): Queue | undefined {
  if (!queue.redrivePolicy) return undefined;
  const name = queueNameFromArn(core.context, queue.redrivePolicy.deadLetterTargetArn);
  const target = name === undefined ? undefined : core.queues.find(name);
  return target && allowsRedrive(target, queue.arn) ? target : undefined;
}
