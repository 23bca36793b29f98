import type { SQSRecord } from 'aws-lambda';
import type { Message, UnusableReason } from '../../shared/message/message.ts';
import { recordToMessage } from '../../shared/message/record-to-message.ts';

/** A record of the batch, read. */
export type ReceivedRecord = {
  readonly sqsMessageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly receiveCount: number;
  /** 1 for what comes from EventBridge; a dead letter carries its next round. */
  readonly round: number;
  /** The id of the resend that it is. */
  readonly resend?: string;
  /** When it was put into the queue, in milliseconds since the epoch. */
  readonly sentAt: number;
  readonly message: Message | { readonly unusable: UnusableReason };
};

export function readRecord(record: SQSRecord): ReceivedRecord {
  const resend = record.messageAttributes['resend']?.stringValue;
  return {
    sqsMessageId: record.messageId,
    receiptHandle: record.receiptHandle,
    body: record.body,
    receiveCount: Number(record.attributes.ApproximateReceiveCount),
    round: Number(record.messageAttributes['round']?.stringValue ?? 1),
    ...(resend !== undefined && { resend }),
    sentAt: Number(record.attributes.SentTimestamp),
    message: recordToMessage(record.body),
  };
}
