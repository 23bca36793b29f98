import { sqsError } from '../sqs-error.ts';
import type { Queue } from './queue.ts';
import type { Queues } from './queues.ts';

/** @throws {AwsError} `QueueDoesNotExist` */
export function requireQueue(queues: Queues, name: string): Queue {
  const queue = queues.find(name);
  if (queue) return queue;
  throw sqsError('QueueDoesNotExist', `The specified queue does not exist: there is no queue named ${name}.`);
}
