import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { putAll } from '../storage/put-all.ts';
import { updateAttributes } from '../storage/update-attributes.ts';
import type { Attempt, Delivery, ExhaustedReason } from './delivery.ts';
import {
  attemptKey,
  attemptsPartition,
  attemptToRow,
  deliveryKey,
  deliveryToRow,
  outcomeAt,
  outcomeKey,
  rowToAttempt,
  rowToDelivery,
} from './delivery-row.ts';
import { type DeliveryPage, type DeliveryQuery, listDeliveries } from './list-deliveries.ts';

export type RecordedAttempt = { readonly delivery: Delivery; readonly attempt: Attempt };

/**
 * The record of every delivery and attempt. The row of a delivery owns its attempt numbers: they are given out by
 * conditional writes and so never skip or repeat. The first attempt is kept inside the row, later ones beside it.
 */
export type DeliveryLog = {
  /** Writes first-time successes together. Unconditional: a success is never worth failing over. */
  recordSuccesses(recorded: readonly RecordedAttempt[]): Promise<void>;
  /** Writes the first attempt of a delivery that has no row yet; false where another copy was faster. */
  recordFirst(recorded: RecordedAttempt): Promise<boolean>;
  /** Takes the delivery's next attempt number before the attempt; false where another copy took it. */
  claim(claimed: Delivery): Promise<boolean>;
  /** Writes the end of a claimed attempt; false where the claim had run out and another copy went on. */
  recordClaimed(recorded: RecordedAttempt): Promise<boolean>;
  /** Keeps the slot that was reserved for a delivery's next attempt; false where another copy went on. */
  keepSlot(waiting: Delivery): Promise<boolean>;
  /** Writes down a claimed attempt that never ended. */
  recordInterrupted(delivery: Delivery): Promise<void>;
  /** Ends a delivery whose policy is used up without a further attempt. */
  exhaust(delivery: Delivery, reason: ExhaustedReason): Promise<boolean>;
  /** One delivery with its attempts in their order. */
  get(
    accountId: string,
    messageId: string,
    subscriptionId: string,
  ): Promise<{ delivery: Delivery; attempts: readonly Attempt[] } | undefined>;
  /** A subscription's deliveries, the latest first. */
  list(query: DeliveryQuery): Promise<DeliveryPage>;
};

export function createDeliveryLog(options: {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
  readonly now: () => number;
  /** How long deliveries and attempts are kept. */
  readonly retentionSeconds: number;
}): DeliveryLog {
  const { dynamodb, table, now, retentionSeconds } = options;
  const expiresAt = () => Math.ceil(now() / 1_000) + retentionSeconds;

  const firstRow = ({ delivery, attempt }: RecordedAttempt) => ({
    ...keyOf(delivery),
    ...deliveryToRow(delivery, attempt),
    first_attempt: attemptToRow(attempt),
    expires_at: expiresAt(),
  });
  const putAttempt = (delivery: Delivery, attempt: Attempt) =>
    dynamodb.send(
      new PutItemCommand({
        TableName: table,
        Item: marshall(
          { ...attemptKey(delivery, attempt.number), ...attemptToRow(attempt), expires_at: expiresAt() },
          { removeUndefinedValues: true },
        ),
      }),
    );
  const update = async (delivery: Delivery, latest: Attempt | undefined, condition: string, seen: number) =>
    (await updateAttributes(dynamodb, {
      table,
      key: keyOf(delivery),
      set: { ...deliveryToRow(delivery, latest), expires_at: expiresAt() },
      condition,
      values: { ':seen': seen },
    })) !== undefined;

  return {
    recordSuccesses: (recorded) => putAll(dynamodb, table, recorded.map(firstRow)),

    async recordFirst(recorded) {
      try {
        await dynamodb.send(
          new PutItemCommand({
            TableName: table,
            Item: marshall(firstRow(recorded), { removeUndefinedValues: true }),
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },

    claim: (claimed) =>
      update(
        claimed,
        undefined,
        claimed.attempts === 1 ? 'attribute_not_exists(pk) OR attempts = :seen' : 'attempts = :seen',
        claimed.attempts - 1,
      ),

    async recordClaimed({ delivery, attempt }) {
      await putAttempt(delivery, attempt);
      return update(
        delivery,
        attempt,
        'attempts = :seen AND attribute_exists(claimed_at)',
        delivery.attempts,
      );
    },

    keepSlot: (waiting) =>
      update(waiting, undefined, 'attribute_not_exists(pk) OR attempts = :seen', waiting.attempts),

    async recordInterrupted(delivery) {
      await putAttempt(delivery, interruptedAttempt(delivery));
    },

    exhaust: async (delivery, reason) =>
      (await updateAttributes(dynamodb, {
        table,
        key: keyOf(delivery),
        set: {
          status: 'exhausted',
          reason,
          next_at: undefined,
          claimed_at: undefined,
          outcome_key: outcomeKey(delivery.subscriptionId, 'exhausted'),
          outcome_at: outcomeAt(delivery.firstAttemptAt, delivery.messageId),
          expires_at: expiresAt(),
        },
        condition: 'attempts = :seen',
        values: { ':seen': delivery.attempts },
      })) !== undefined,

    async get(accountId, messageId, subscriptionId) {
      const [row, attempts] = await Promise.all([
        dynamodb.send(
          new GetItemCommand({
            TableName: table,
            Key: marshall(deliveryKey(accountId, messageId, subscriptionId)),
          }),
        ),
        dynamodb.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: 'pk = :pk',
            ExpressionAttributeValues: marshall({
              ':pk': attemptsPartition(accountId, messageId, subscriptionId),
            }),
          }),
        ),
      ]);
      const found = row.Item && unmarshall(row.Item);
      if (!found || Number(found['expires_at']) * 1_000 <= now()) return undefined;
      const first = found['first_attempt'] ? [rowToAttempt(found['first_attempt'])] : [];
      const beside = (attempts.Items ?? []).map((item) => rowToAttempt(unmarshall(item)));
      // Two copies at once can both be the first attempt; the one that the row goes by counts.
      const later = beside.filter(({ number }) => number !== first[0]?.number);
      return { delivery: rowToDelivery(found), attempts: [...first, ...later] };
    },

    list: (query) => listDeliveries({ dynamodb, table, now }, query),
  };
}

function keyOf(delivery: Delivery) {
  return deliveryKey(delivery.accountId, delivery.messageId, delivery.subscriptionId);
}

function interruptedAttempt(delivery: Delivery): Attempt {
  const startedAt = delivery.claimedAt ?? delivery.lastAttemptAt;
  const { attempts: number, round } = delivery;
  return { number, round, startedAt, durationMs: 0, outcome: 'retryable', errorCode: 'interrupted' };
}
