import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  type Message as SqsMessage,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

export type LookedThrough = { readonly seen: number; readonly removed: number; readonly failed: number };

/** Long enough to go through a queue before its first messages come back. */
const HIDDEN_SECONDS = 60;
const BATCH = 10;

/**
 * Goes through the messages that a queue has to give, each once, and removes those that `visit` is done with. The rest
 * are to be had again as soon as all were seen. One whose visit fails stays.
 * @param visit resolves to whether the message is done with; it must be safe to repeat
 */
export async function lookThrough(
  sqs: SQSClient,
  queueUrl: string,
  options: {
    readonly visit: (message: SqsMessage) => Promise<'done' | 'keep'>;
    readonly most: number;
    /** Of a short poll (0, the default) SQS asks some of its servers only: empty need not mean that nothing is there. */
    readonly waitSeconds?: number;
    readonly hasTime: () => boolean;
  },
): Promise<LookedThrough> {
  const { visit, most, waitSeconds = 0, hasTime } = options;
  const kept: SqsMessage[] = [];
  const counts = { seen: 0, removed: 0, failed: 0 };
  try {
    while (counts.seen < most && hasTime()) {
      const messages = await receive(sqs, queueUrl, waitSeconds);
      if (messages.length === 0) break;
      for (const message of messages) {
        counts.seen++;
        const verdict = await take(sqs, queueUrl, { message, visit });
        if (verdict === 'done') counts.removed++;
        else kept.push(message);
        if (verdict === 'failed') counts.failed++;
      }
    }
    return counts;
  } finally {
    await release(sqs, queueUrl, kept);
  }
}

async function receive(
  sqs: SQSClient,
  QueueUrl: string,
  WaitTimeSeconds: number,
): Promise<readonly SqsMessage[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: BATCH,
      WaitTimeSeconds,
      VisibilityTimeout: HIDDEN_SECONDS,
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['SentTimestamp'],
    }),
  );
  return Messages;
}

async function take(
  sqs: SQSClient,
  QueueUrl: string,
  { message, visit }: { message: SqsMessage; visit: (message: SqsMessage) => Promise<'done' | 'keep'> },
): Promise<'done' | 'keep' | 'failed'> {
  try {
    const verdict = await visit(message);
    if (verdict === 'done')
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
    return verdict;
  } catch (error) {
    const queue = QueueUrl.split('/').at(-1);
    console.error({ event: 'dead_letter_failed', queue, sqs_message_id: message.MessageId, error });
    return 'failed';
  }
}

async function release(sqs: SQSClient, QueueUrl: string, kept: readonly SqsMessage[]): Promise<void> {
  for (let from = 0; from < kept.length; from += BATCH)
    await sqs.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl,
        Entries: kept.slice(from, from + BATCH).map(({ ReceiptHandle }, index) => ({
          Id: String(index),
          ReceiptHandle,
          VisibilityTimeout: 0,
        })),
      }),
    );
}
