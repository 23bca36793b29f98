import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

export type Resend = {
  /** Ids of resends sort by the time they were asked for. */
  readonly id: string;
  /** The text of a record that becomes the message again. */
  readonly body: string;
};

/** Puts a message into its subscription's queue once more, marked as one that somebody asked for. */
export async function sendResend(sqs: SQSClient, queueUrl: string, { id, body }: Resend): Promise<void> {
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: body,
      MessageAttributes: { resend: { DataType: 'String', StringValue: id } },
    }),
  );
}
