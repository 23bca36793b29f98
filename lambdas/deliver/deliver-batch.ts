import type { SQSEvent } from 'aws-lambda';
import { readBatch } from '../../shared/delivery/read-batch.ts';
import type { Message } from '../../shared/message/message.ts';
import { hideMessages } from '../../shared/queue/hide-messages.ts';
import { queueAddress, type QueueAddress } from '../../shared/queue/queue-address.ts';
import type { DeliverDependencies } from './dependencies.ts';
import { handleRecord, type Handled } from './handle-record.ts';
import type { RecordResult } from './partial-batch.ts';
import { readRecord, type ReceivedRecord } from './received-record.ts';

/** How long a second copy of a message waits that came in the same batch as the first. */
const COPY_HIDE_MS = 5_000;

/**
 * Delivers the records of one queue: reads what the whole batch needs, handles the records at once, then writes the
 * successes together and hides what has to come back.
 */
export async function deliverBatch(
  dependencies: DeliverDependencies,
  { Records }: SQSEvent,
): Promise<readonly RecordResult[]> {
  const [first] = Records;
  if (!first) return [];
  const address = queueAddress(first.eventSourceARN);
  const records = Records.map(readRecord);
  const state = await readBatch(dependencies, address.subscriptionId, records.flatMap(usable));
  const handled = await Promise.all(
    records.map((record): Promise<Handled> =>
      isCopyOfEarlier(records, record)
        ? Promise.resolve({ next: 'hide', until: dependencies.now() + COPY_HIDE_MS })
        : settle(record, () => handleRecord(dependencies, { address, state, record })),
    ),
  );
  await Promise.all([recordSuccesses(dependencies, handled), hide(dependencies, address, records, handled)]);
  return records.map(({ sqsMessageId }, index) => ({
    sqsMessageId,
    done: handled[index]?.next === 'acknowledge',
  }));
}

function usable({ message }: ReceivedRecord): Message[] {
  return 'unusable' in message ? [] : [message];
}

function isCopyOfEarlier(records: readonly ReceivedRecord[], record: ReceivedRecord): boolean {
  const { message } = record;
  if ('unusable' in message) return false;
  return records.find((other) => 'id' in other.message && other.message.id === message.id) !== record;
}

/** A bug or an outage fails its record alone: it stays in the queue and comes back when its visibility ends. */
async function settle(record: ReceivedRecord, work: () => Promise<Handled>): Promise<Handled> {
  try {
    return await work();
  } catch (error) {
    const messageId = 'id' in record.message ? record.message.id : undefined;
    console.error({
      event: 'record_failed',
      sqs_message_id: record.sqsMessageId,
      message_id: messageId,
      error,
    });
    return { next: 'keep' };
  }
}

/** A log that cannot be written never fails a delivery that succeeded. */
async function recordSuccesses({ log }: DeliverDependencies, handled: readonly Handled[]): Promise<void> {
  const successes = handled.flatMap((each) => ('success' in each && each.success ? [each.success] : []));
  try {
    await log.recordSuccesses(successes);
  } catch (error) {
    const messageIds = successes.map(({ delivery }) => delivery.messageId);
    console.error({ event: 'log_not_written', message_ids: messageIds, error });
  }
}

/** A message that cannot be hidden comes back early, and is hidden then: the row knows when it is due. */
async function hide(
  { sqs, now }: DeliverDependencies,
  { queueUrl, subscriptionId }: QueueAddress,
  records: readonly ReceivedRecord[],
  handled: readonly Handled[],
): Promise<void> {
  const hidden = records.flatMap(({ receiptHandle }, index) => {
    const each = handled[index];
    return each?.next === 'hide' ? [{ receiptHandle, until: each.until }] : [];
  });
  try {
    const failures = await hideMessages(sqs, queueUrl, hidden, now());
    if (failures.length > 0) console.warn({ event: 'not_hidden', subscription_id: subscriptionId, failures });
  } catch (error) {
    console.error({ event: 'not_hidden', subscription_id: subscriptionId, error });
  }
}
