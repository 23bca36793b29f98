import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

export type DeadLetter = {
  /** The record's body, unchanged. */
  readonly body: string;
  readonly reason: string;
  /** The round that a redrive of it starts. */
  readonly round: number;
  readonly messageId?: string;
};

/** Puts a record that is given up into its subscription's dead-letter queue, with why and with its next round. */
export async function sendDeadLetter(sqs: SQSClient, queueUrl: string, letter: DeadLetter): Promise<void> {
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: letter.body,
      MessageAttributes: {
        reason: { DataType: 'String', StringValue: letter.reason },
        round: { DataType: 'Number', StringValue: String(letter.round) },
        ...(letter.messageId && { message_id: { DataType: 'String', StringValue: letter.messageId } }),
      },
    }),
  );
}
