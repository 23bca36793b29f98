import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { AccountCipher } from '../encryption/account-cipher.ts';
import { joinCalls } from '../storage/join-calls.ts';
import { putAll } from '../storage/put-all.ts';
import { updateAttributes } from '../storage/update-attributes.ts';
import type { Attempt, Delivery, DeliveryState, ExhaustedReason } from './delivery.ts';
import {
  attemptKey,
  attemptsPartition,
  attemptToRow,
  deliveryKey,
  deliveryToRow,
  outcomeAt,
  outcomeKey,
  rowToAttempt,
  rowToState,
} from './delivery-row.ts';
import { createDeliverySeal } from './delivery-seal.ts';
import { interruptedAttempt } from './interrupted-attempt.ts';
import { type DeliveryPage, type DeliveryQuery, listDeliveries } from './list-deliveries.ts';

export type RecordedAttempt = { readonly delivery: Delivery; readonly attempt: Attempt };

/**
 * The record of every delivery and attempt. The row of a delivery owns its attempt numbers: they are given out by
 * conditional writes and so never skip or repeat. The first attempt is kept inside the row, later ones beside it.
 * Payloads and answers are stored encrypted under the account's key, so what writes or reads one also throws as
 * `AccountCipher` does; lists need no key.
 */
export type DeliveryLog = {
  /** Writes first-time successes together. Unconditional: only for those that no other copy can have gone beyond. */
  recordSuccesses(recorded: readonly RecordedAttempt[]): Promise<void>;
  /** Writes the first attempt of a delivery that has no row yet; false where another copy was faster. */
  recordFirst(recorded: RecordedAttempt): Promise<boolean>;
  /** Writes a delivery that is final without one attempt; false where there is a row by now. */
  recordNeverAttempted(delivery: Delivery): Promise<boolean>;
  /**
   * Takes the delivery's next attempt number before the attempt; false where another copy took it. The row keeps the body
   * that it has, unless a new one is given, with which the exchange of an inline attempt goes.
   */
  claim(claimed: Delivery, body?: 'new body'): Promise<boolean>;
  /** Writes the end of a claimed attempt; false where the claim had run out and another copy went on. */
  recordClaimed(recorded: RecordedAttempt): Promise<boolean>;
  /** Keeps the slot that was reserved for a delivery's next attempt; false where another copy went on. */
  keepSlot(waiting: Delivery): Promise<boolean>;
  /** Writes down a claimed attempt that never ended. */
  recordInterrupted(delivery: DeliveryState): Promise<void>;
  /** Ends a delivery whose policy is used up without a further attempt. */
  exhaust(delivery: DeliveryState, reason: ExhaustedReason): Promise<boolean>;
  /** The row of a delivery as it is now, without its payload. */
  state(delivery: DeliveryState): Promise<DeliveryState | undefined>;
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
  readonly cipher: Pick<AccountCipher, 'seal' | 'open'>;
  readonly now: () => number;
  /** How long deliveries and attempts are kept. */
  readonly retentionSeconds: number;
}): DeliveryLog {
  const { dynamodb, table, now, retentionSeconds } = options;
  const { sealDelivery, openDelivery, sealAttempt, openAttempt } = createDeliverySeal(options.cipher);
  const expiresAt = () => Math.ceil(now() / 1_000) + retentionSeconds;

  const putRows = joinCalls((rows: readonly Record<string, unknown>[][]) =>
    putAll(dynamodb, table, rows.flat()),
  );
  const firstRow = async ({ delivery, attempt }: RecordedAttempt) => ({
    ...keyOf(delivery),
    ...deliveryToRow(delivery, attempt),
    ...(await sealDelivery(delivery, attempt)),
    first_attempt: attemptToRow(attempt),
    expires_at: expiresAt(),
  });
  const putAttempt = async (delivery: DeliveryState, attempt: Attempt) => {
    const row = {
      ...attemptKey(delivery, attempt.number),
      ...attemptToRow(attempt),
      ...(await sealAttempt(delivery, attempt)),
      expires_at: expiresAt(),
    };
    await dynamodb.send(
      new PutItemCommand({ TableName: table, Item: marshall(row, { removeUndefinedValues: true }) }),
    );
  };
  const update = async (delivery: DeliveryState, set: Record<string, unknown>, check: Check) =>
    (await updateAttributes(dynamodb, {
      table,
      key: keyOf(delivery),
      set: { ...set, expires_at: expiresAt() },
      ...(check.setIfMissing && { setIfMissing: check.setIfMissing }),
      condition: check.condition,
      values: { ':seen': check.seen },
    })) !== undefined;
  /** Writes a delivery that waits for an attempt, or has claimed one; before the first there may be no row yet. */
  const putWaiting = async (delivery: Delivery, seen: number, body?: 'new body') =>
    seen === 0
      ? update(
          delivery,
          { ...deliveryToRow(delivery), ...(await sealDelivery(delivery)) },
          {
            condition: 'attribute_not_exists(pk) OR attempts = :seen',
            seen,
            setIfMissing: {
              outcome_key: outcomeKey(delivery.subscriptionId, 'waiting', delivery.bucket),
              outcome_at: outcomeAt(delivery.firstAttemptAt, delivery.messageId),
            },
          },
        )
      : update(
          delivery,
          { ...deliveryToRow(delivery), ...(body && (await sealDelivery(delivery))) },
          { condition: 'attempts = :seen', seen },
        );

  const putNew = async (row: Record<string, unknown>) => {
    try {
      await dynamodb.send(
        new PutItemCommand({
          TableName: table,
          Item: marshall(row, { removeUndefinedValues: true }),
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  };

  return {
    async recordSuccesses(recorded) {
      if (recorded.length > 0) await putRows(await Promise.all(recorded.map(firstRow)));
    },

    recordFirst: async (recorded) => putNew(await firstRow(recorded)),

    recordNeverAttempted: async (delivery) =>
      putNew({
        ...keyOf(delivery),
        ...deliveryToRow(delivery),
        ...(await sealDelivery(delivery)),
        outcome_key: outcomeKey(delivery.subscriptionId, delivery.status, delivery.bucket),
        outcome_at: outcomeAt(delivery.firstAttemptAt, delivery.messageId),
        expires_at: expiresAt(),
      }),

    claim: (claimed, body) => putWaiting(claimed, claimed.attempts - 1, body),

    async recordClaimed({ delivery, attempt }) {
      await putAttempt(delivery, attempt);
      return update(delivery, deliveryToRow(delivery, attempt), {
        condition: 'attempts = :seen AND attribute_exists(claimed_at)',
        seen: delivery.attempts,
      });
    },

    keepSlot: (waiting) => putWaiting(waiting, waiting.attempts),

    async recordInterrupted(delivery) {
      await putAttempt(delivery, interruptedAttempt(delivery));
    },

    exhaust: (delivery, reason) =>
      update(
        delivery,
        {
          status: 'exhausted',
          reason,
          next_at: undefined,
          claimed_at: undefined,
          outcome_key: outcomeKey(delivery.subscriptionId, 'exhausted', delivery.bucket),
          outcome_at: outcomeAt(delivery.firstAttemptAt, delivery.messageId),
        },
        { condition: 'attempts = :seen', seen: delivery.attempts },
      ),

    async state(delivery) {
      const { Item } = await dynamodb.send(
        new GetItemCommand({ TableName: table, Key: marshall(keyOf(delivery)), ConsistentRead: true }),
      );
      return Item && rowToState(unmarshall(Item));
    },

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
      const state = rowToState(found);
      const { body, response } = await openDelivery(state, found);
      const first = found['first_attempt'] ? [{ ...rowToAttempt(found['first_attempt']), ...response }] : [];
      const beside = (attempts.Items ?? []).map((item) => unmarshall(item));
      // Two copies at once can both be the first attempt; the one that the row goes by counts.
      const later = beside.filter(({ number }) => number !== first[0]?.number);
      const opened = later.map(async (stored) => {
        const attempt = rowToAttempt(stored);
        return { ...attempt, ...(await openAttempt(state, attempt.number, stored)) };
      });
      return { delivery: { ...state, body }, attempts: [...first, ...(await Promise.all(opened))] };
    },

    list: (query) => listDeliveries({ dynamodb, table, now }, query),
  };
}

type Check = {
  readonly condition: string;
  readonly seen: number;
  readonly setIfMissing?: Record<string, unknown>;
};

function keyOf(delivery: DeliveryState) {
  return deliveryKey(delivery.accountId, delivery.messageId, delivery.subscriptionId);
}
