import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  QueueDoesNotExist,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { unlessMissing } from '../storage/unless-missing.ts';

/** About how many messages a queue holds; SQS counts within a minute or so. */
export type QueueDepth = {
  /** Ready to be received. */
  readonly waiting: number;
  /** Received, or hidden until a later time. */
  readonly inFlight: number;
};

/** @returns `undefined` where there is no such queue */
export async function queueDepth(sqs: SQSClient, queueName: string): Promise<QueueDepth | undefined> {
  return unlessMissing(QueueDoesNotExist, async () => {
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: queueName }));
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl,
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      }),
    );
    return {
      waiting: Number(Attributes['ApproximateNumberOfMessages']),
      inFlight: Number(Attributes['ApproximateNumberOfMessagesNotVisible']),
    };
  });
}
