import { ChangeMessageVisibilityBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';

export type HiddenMessage = {
  readonly receiptHandle: string;
  /** Milliseconds since the epoch. */
  readonly until: number;
};

/** SQS counts the longest visibility from the receive, so what the batch took so far has to fit in as well. */
const LONGEST_HIDE_SECONDS = 12 * 60 * 60 - 15 * 60;
const BATCH = 10;

/**
 * Hides received messages until their time, or for as long as SQS can; whoever receives one early hides it again.
 * @returns what could not be hidden and so comes back when the queue's own visibility ends, with SQS's reasons.
 */
export async function hideMessages(
  sqs: SQSClient,
  queueUrl: string,
  hidden: readonly HiddenMessage[],
  now: number,
): Promise<readonly string[]> {
  const failures: string[] = [];
  for (let from = 0; from < hidden.length; from += BATCH) {
    const { Failed = [] } = await sqs.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl: queueUrl,
        Entries: hidden.slice(from, from + BATCH).map(({ receiptHandle, until }, index) => ({
          Id: String(index),
          ReceiptHandle: receiptHandle,
          VisibilityTimeout: secondsUntil(until, now),
        })),
      }),
    );
    failures.push(...Failed.map(({ Code, Message }) => `${Code}: ${Message}`));
  }
  return failures;
}

function secondsUntil(until: number, now: number): number {
  return Math.min(LONGEST_HIDE_SECONDS, Math.max(0, Math.ceil((until - now) / 1_000)));
}
