import type { Context } from '../../context.ts';
import { invokeOperation } from '../../endpoint/invoke-operation.ts';
import type { Operations } from '../../endpoint/operation.ts';
import type { EventSourceMapping } from './event-source-mapping.ts';
import { queueUrl } from './queue-url.ts';
import type { ReceivedMessage } from './sqs-record.ts';

const LONG_POLL_SECONDS = 20;
/** SQS gives at most this many at once; a larger batch is gathered. */
const MOST_PER_RECEIVE = 10;
/** An empty answer long before the poll's end says that the queue cannot give anything now. */
const EMPTY_TOO_SOON_MS = 1000;

export type Receiver = {
  readonly context: Context;
  readonly sqs: Operations;
  readonly mapping: EventSourceMapping;
  readonly roleArn: string;
  readonly signal: AbortSignal;
};

export type ReceivedBatch = {
  readonly messages: readonly ReceivedMessage[];
  /** Whether the queue gave all that the batch can hold. */
  readonly isFull: boolean;
  /** An empty batch that came without waiting: asking again at once would spin. */
  readonly isPremature: boolean;
};

/**
 * Waits for a first message and gathers more until the batch is full or its window ends.
 * @throws {AwsError} what SQS answers, `AccessDenied` included.
 */
export async function receiveBatch(receiver: Receiver): Promise<ReceivedBatch> {
  const { batchSize, maximumBatchingWindowSeconds } = receiver.mapping;
  const startedAt = performance.now();
  const messages = await receive(receiver, batchSize, {
    waitSeconds: LONG_POLL_SECONDS,
    signal: receiver.signal,
  });
  if (messages.length === 0)
    return { messages, isFull: false, isPremature: performance.now() - startedAt < EMPTY_TOO_SOON_MS };
  const windowMs = maximumBatchingWindowSeconds * 1000;
  if (windowMs > 0) await gather(receiver, messages, performance.now() + windowMs);
  return { messages, isFull: messages.length >= Math.min(batchSize, MOST_PER_RECEIVE), isPremature: false };
}

async function gather(receiver: Receiver, messages: ReceivedMessage[], endsAt: number): Promise<void> {
  const { batchSize } = receiver.mapping;
  while (messages.length < batchSize) {
    const remainingMs = endsAt - performance.now();
    if (remainingMs <= 0 || receiver.signal.aborted) return;
    const signal = AbortSignal.any([receiver.signal, AbortSignal.timeout(Math.ceil(remainingMs))]);
    const waitSeconds = Math.min(LONG_POLL_SECONDS, Math.ceil(remainingMs / 1000));
    messages.push(...(await receive(receiver, batchSize - messages.length, { waitSeconds, signal })));
  }
}

async function receive(
  { context, sqs, mapping, roleArn }: Receiver,
  most: number,
  { waitSeconds, signal }: { readonly waitSeconds: number; readonly signal: AbortSignal },
): Promise<ReceivedMessage[]> {
  const answer = await invokeOperation(context, {
    operations: sqs,
    name: 'ReceiveMessage',
    input: {
      QueueUrl: queueUrl(context, mapping.eventSourceArn),
      MaxNumberOfMessages: Math.min(most, MOST_PER_RECEIVE),
      WaitTimeSeconds: waitSeconds,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    },
    caller: { kind: 'role', arn: roleArn },
    signal,
  });
  return [...((answer as { Messages?: readonly ReceivedMessage[] }).Messages ?? [])];
}
