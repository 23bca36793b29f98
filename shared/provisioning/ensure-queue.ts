import {
  CreateQueueCommand,
  GetQueueUrlCommand,
  QueueNameExists,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/**
 * Makes a queue with these attributes and tags, or gives an existing one of that name the attributes. Idempotent.
 * @returns the queue's URL
 */
export async function ensureQueue(
  sqs: SQSClient,
  queue: {
    readonly name: string;
    readonly attributes: Record<string, string>;
    readonly tags: Record<string, string>;
  },
): Promise<string> {
  try {
    const { QueueUrl } = await sqs.send(
      new CreateQueueCommand({ QueueName: queue.name, Attributes: queue.attributes, tags: queue.tags }),
    );
    return known(QueueUrl, queue.name);
  } catch (error) {
    if (!(error instanceof QueueNameExists)) throw error;
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: queue.name }));
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: queue.attributes }));
    return known(QueueUrl, queue.name);
  }
}

function known(url: string | undefined, name: string): string {
  if (!url) throw new Error(`SQS gave no URL for the queue ${name}.`);
  return url;
}
