import { GetQueueUrlCommand, SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { awsClients } from './aws-clients.ts';
import { connection } from './connection.ts';

/** Puts that many messages, a multiple of ten, into the dead-letter queue of a subscription. */
export async function fillDeadLetterQueue(subscriptionId: string, count: number): Promise<void> {
  const QueueName = `${connection.event_bus_name}-${subscriptionId}-dlq`;
  const { QueueUrl } = await awsClients.sqs.send(new GetQueueUrlCommand({ QueueName }));
  const Entries = Array.from({ length: 10 }, (_, index) => ({ Id: String(index), MessageBody: '{}' }));
  await Promise.all(
    Array.from({ length: count / 10 }, () =>
      awsClients.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries })),
    ),
  );
}
