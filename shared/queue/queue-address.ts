import { deadLetterQueueName } from '../provisioning/resource-names.ts';

export type QueueAddress = {
  readonly subscriptionId: string;
  readonly queueUrl: string;
  readonly deadLetterQueueUrl: string;
};

/**
 * Where a subscription's queue and dead-letter queue are, from the queue's ARN. SQS reads only the path of a queue URL
 * (`/<account>/<name>`); the client is told to send to its own endpoint (`useQueueUrlAsEndpoint: false`).
 * @throws {Error} if the ARN is not of a subscription's queue.
 */
export function queueAddress(queueArn: string): QueueAddress {
  const [, , , region, account, name = ''] = queueArn.split(':');
  const subscriptionId = /sub_[0-9a-f]+$/.exec(name)?.[0];
  if (!subscriptionId)
    throw new Error(
      `${queueArn} is not the queue of a subscription: its name does not end in a subscription's id.`,
    );
  const base = `https://sqs.${region}.amazonaws.com/${account}/`;
  return {
    subscriptionId,
    queueUrl: base + name,
    deadLetterQueueUrl: base + deadLetterQueueName(name),
  };
}
