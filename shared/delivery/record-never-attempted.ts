import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { AccountCipher } from '../encryption/account-cipher.ts';
import type { Message } from '../message/message.ts';
import type { Delivery } from './delivery.ts';
import { deliveryKey, deliveryToRow, outcomeAt, outcomeKey } from './delivery-row.ts';
import { createDeliverySeal } from './delivery-seal.ts';

/**
 * Writes the row of a message that ended in the dead-letter queue without one attempt, so that it is seen and can be
 * sent again.
 * @returns false where there is a row by now
 */
export async function recordNeverAttempted(
  log: {
    readonly dynamodb: DynamoDBClient;
    readonly table: string;
    readonly cipher: Pick<AccountCipher, 'seal' | 'open'>;
    readonly expiresAt: () => number;
  },
  given: { readonly subscriptionId: string; readonly message: Message; readonly at: number },
): Promise<boolean> {
  const delivery = neverAttempted(given);
  const row = {
    ...deliveryKey(delivery.accountId, delivery.messageId, delivery.subscriptionId),
    ...deliveryToRow(delivery),
    ...(await createDeliverySeal(log.cipher).sealDelivery(delivery)),
    outcome_key: outcomeKey(delivery.subscriptionId, delivery.status),
    outcome_at: outcomeAt(delivery.firstAttemptAt, delivery.messageId),
    expires_at: log.expiresAt(),
  };
  try {
    await log.dynamodb.send(
      new PutItemCommand({
        TableName: log.table,
        Item: marshall(row, { removeUndefinedValues: true }),
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

function neverAttempted({
  subscriptionId,
  message,
  at,
}: Parameters<typeof recordNeverAttempted>[1]): Delivery {
  return {
    accountId: message.accountId,
    messageId: message.id,
    subscriptionId,
    eventType: message.eventType,
    status: 'exhausted',
    reason: 'pipeline',
    round: 1,
    attempts: 0,
    attemptsBeforeRound: 0,
    firstAttemptAt: at,
    lastAttemptAt: at,
    body: message.body,
  };
}
