import type { SQSEvent } from 'aws-lambda';
import type { RecordedAttempt } from '../../shared/delivery/delivery-log.ts';
import { hideMessages } from '../../shared/queue/hide-messages.ts';
import { queueAddress, type QueueAddress } from '../../shared/queue/queue-address.ts';
import { admitAttempts } from './admit-attempts.ts';
import { batchMetrics } from './batch-metrics.ts';
import { type DecidedRecord, decideRecords } from './decided-record.ts';
import type { DeliverDependencies } from './dependencies.ts';
import { handleRecord } from './handle-record.ts';
import type { HandledRecord } from './handled-record.ts';
import { noteHealth } from './note-health.ts';
import { noteStatistics } from './note-statistics.ts';
import type { RecordResult } from './partial-batch.ts';
import { recordLateSuccess } from './record-late-success.ts';
import { readRecord } from './received-record.ts';

/**
 * Delivers the records of one queue: reads what the whole batch needs, decides every record, handles them at once, then
 * writes the successes, hides what has to come back, notes how the endpoint did, and counts it all.
 */
export async function deliverBatch(
  dependencies: DeliverDependencies,
  { Records }: SQSEvent,
): Promise<readonly RecordResult[]> {
  const [first] = Records;
  if (!first) return [];
  const receivedAt = dependencies.now();
  const address = queueAddress(first.eventSourceARN);
  const records = Records.map(readRecord);
  const messages = records.flatMap(({ message }) => ('id' in message ? [message] : []));
  const state = await dependencies.readBatch(address.subscriptionId, messages);
  const decided = await admitAttempts(dependencies, decideRecords(dependencies, state, records));
  const handled = await Promise.all(decided.map((each) => settle(dependencies, address, each)));
  const [batch] = await Promise.all([
    recordSuccesses(dependencies, handled, receivedAt),
    hide(dependencies, address, handled),
    note(dependencies, handled),
    noteStatistics(dependencies, handled),
  ]);
  dependencies.writeMetrics(batchMetrics(batch, receivedAt));
  return batch.map(({ decided: { record }, handled }) => ({
    sqsMessageId: record.sqsMessageId,
    done: handled.next === 'acknowledge',
  }));
}

/** A bug or an outage fails its record alone: it stays in the queue and comes back when its visibility ends. */
async function settle(
  dependencies: DeliverDependencies,
  address: QueueAddress,
  decided: DecidedRecord,
): Promise<HandledRecord> {
  const { now } = dependencies;
  try {
    const handled = await handleRecord(dependencies, address, decided);
    return { decided, handled, endedAt: now() };
  } catch (error) {
    const { message, sqsMessageId } = decided.record;
    const messageId = 'id' in message ? message.id : undefined;
    console.error({ event: 'record_failed', sqs_message_id: sqsMessageId, message_id: messageId, error });
    return { decided, handled: { next: 'keep' }, endedAt: now() };
  }
}

/**
 * A batch that is written so soon after it was read, that no copy of its records can have come beyond a first attempt: the
 * shortest delay of a retry policy is twice as long. One that took longer has waited for its endpoint more than the calls
 * cost which write each by itself.
 */
const SOON_MS = 500;

/**
 * A log that cannot be written never fails a delivery that succeeded.
 * @returns the batch, with what was not written marked
 */
async function recordSuccesses(
  dependencies: DeliverDependencies,
  batch: readonly HandledRecord[],
  receivedAt: number,
): Promise<readonly HandledRecord[]> {
  const isSoon = dependencies.now() - receivedAt < SOON_MS;
  const successes = batch.flatMap(({ handled }) =>
    handled.next === 'acknowledge' && handled.success ? [handled.success] : [],
  );
  const left = isSoon
    ? await unwritten(successes, () => dependencies.log.recordSuccesses(successes))
    : await Promise.all(
        successes.map((success) => unwritten([success], () => recordLateSuccess(dependencies, success))),
      );
  const lost = new Set(left.flat());
  return batch.map((each) =>
    'success' in each.handled && each.handled.success && lost.has(each.handled.success)
      ? markNotWritten(each)
      : each,
  );
}

/** Which of these could not be written: none or all. */
async function unwritten(
  successes: readonly RecordedAttempt[],
  write: () => Promise<void>,
): Promise<readonly RecordedAttempt[]> {
  try {
    await write();
    return [];
  } catch (error) {
    const messageIds = successes.map(({ delivery }) => delivery.messageId);
    console.error({ event: 'log_not_written', message_ids: messageIds, error });
    return successes;
  }
}

function markNotWritten(record: HandledRecord): HandledRecord {
  return { ...record, handled: { ...record.handled, logNotWritten: true } };
}

/** A message that cannot be hidden comes back early, and is hidden then: the row knows when it is due. */
async function hide(
  { sqs, now }: DeliverDependencies,
  { queueUrl, subscriptionId }: QueueAddress,
  batch: readonly HandledRecord[],
): Promise<void> {
  const hidden = batch.flatMap(({ decided: { record }, handled }) =>
    handled.next === 'hide' ? [{ receiptHandle: record.receiptHandle, until: handled.until }] : [],
  );
  try {
    const failures = await hideMessages(sqs, queueUrl, hidden, now());
    if (failures.length > 0) console.warn({ event: 'not_hidden', subscription_id: subscriptionId, failures });
  } catch (error) {
    console.error({ event: 'not_hidden', subscription_id: subscriptionId, error });
  }
}

/** Health that cannot be written is counted again with the next failure. */
async function note(dependencies: DeliverDependencies, batch: readonly HandledRecord[]): Promise<void> {
  const attempts = batch.flatMap(({ decided, handled }) =>
    decided.do === 'attempt' && handled.attempted ? [{ decided, outcome: handled.attempted }] : [],
  );
  const [first] = attempts;
  if (!first) return;
  const { subscription } = first.decided;
  const count = (wanted: 'delivered' | 'failed') =>
    attempts.filter(({ outcome }) => outcome === wanted).length;
  try {
    await noteHealth(dependencies, subscription, { delivered: count('delivered'), failed: count('failed') });
  } catch (error) {
    console.error({ event: 'health_not_noted', subscription_id: subscription.id, error });
  }
}
