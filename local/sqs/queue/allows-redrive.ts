import type { Queue } from './queue.ts';

/** Whether a queue lets the queue with this ARN use it as its dead-letter queue; without a policy it lets all. */
export function allowsRedrive(deadLetterQueue: Queue, sourceArn: string): boolean {
  const policy = deadLetterQueue.redriveAllowPolicy;
  if (policy === undefined) return true;
  if (policy.redrivePermission === 'byQueue') return policy.sourceQueueArns.includes(sourceArn);
  return policy.redrivePermission === 'allowAll';
}
