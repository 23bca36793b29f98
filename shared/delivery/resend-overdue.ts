import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { messageToRecordBody } from '../message/message-to-record-body.ts';
import { updateAttributes } from '../storage/update-attributes.ts';
import type { Subscription } from '../subscription/subscription.ts';
import type { Delivery } from './delivery.ts';
import type { DeliveryLog } from './delivery-log.ts';
import { deliveryKey } from './delivery-row.ts';
import { listOverdue } from './list-overdue.ts';
import { logBuckets } from './log-buckets.ts';

export type OverdueDependencies = {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
  readonly sqs: SQSClient;
  readonly log: Pick<DeliveryLog, 'get'>;
  readonly now: () => number;
  /** How late a delivery has to be. */
  readonly overdueMs: number;
};

/**
 * Finds deliveries in limbo, which are neither final nor anywhere in their subscription's queue, and sends their records
 * again as they were: the same id, bytes and round, so that their schedule goes on. Only for a queue that has nothing to
 * give: in one that has a backlog what is late is merely late.
 * @returns how many were sent
 */
export async function resendOverdue(
  dependencies: OverdueDependencies,
  subscription: Subscription,
  queueUrl: string,
): Promise<number> {
  const { now, overdueMs } = dependencies;
  const before = now() - overdueMs;
  const late = await listOverdue(dependencies, {
    subscriptionId: subscription.id,
    buckets: logBuckets(subscription),
    before,
  });
  let sent = 0;
  for (const { messageId } of late)
    try {
      if (await resendOne(dependencies, { subscription, messageId, queueUrl, before })) sent++;
    } catch (error) {
      // One that cannot be sent holds up no other.
      const { accountId, id } = subscription;
      console.error({
        event: 'overdue_not_resent',
        account_id: accountId,
        subscription_id: id,
        message_id: messageId,
        error,
      });
    }
  return sent;
}

async function resendOne(
  { dynamodb, table, sqs, log, now }: OverdueDependencies,
  given: {
    readonly subscription: Subscription;
    readonly messageId: string;
    readonly queueUrl: string;
    readonly before: number;
  },
): Promise<boolean> {
  const { subscription, messageId, queueUrl, before } = given;
  const { accountId, id } = subscription;
  const found = await log.get(accountId, messageId, id);
  if (!found || !isOverdue(found.delivery, before)) return false;
  const { delivery } = found;
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: messageToRecordBody({ ...delivery, id: messageId }),
      MessageAttributes: { round: { DataType: 'Number', StringValue: String(delivery.round) } },
    }),
  );
  // From now on it is late once more before it is sent once more; whoever moved the row on meanwhile has it in hand.
  await updateAttributes(dynamodb, {
    table,
    key: deliveryKey(accountId, messageId, id),
    set: { status: 'retrying', next_at: now() },
    condition: 'attempts = :seen AND #status = :status',
    values: { ':seen': delivery.attempts },
  });
  console.warn({
    event: 'overdue_resent',
    account_id: accountId,
    subscription_id: id,
    message_id: messageId,
  });
  return true;
}

function isOverdue({ status, nextAt, claimedAt, lastAttemptAt }: Delivery, before: number): boolean {
  return status === 'retrying' && Math.max(nextAt ?? lastAttemptAt, claimedAt ?? 0) < before;
}
