import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { slots } from './slots.ts';

export type SlotRequest = {
  readonly subscriptionId: string;
  readonly count: number;
  readonly ratePerSecond: number;
};

type Source = { readonly dynamodb: DynamoDBClient; readonly table: string; readonly now: () => number };

/** The row outlives every message that waits for its slot, and is then dropped by its table. */
const KEEP_SECONDS = 30 * 86_400;

/** Each kind of write can lose to another batch's; they take turns until one holds. */
const TRIES = 20;

/**
 * Reserves the next free slots of a rate-limited subscription, across all functions that send for it: one item holds
 * the next free slot, and one conditional write moves it on. Unused time is not saved up.
 * @returns when each request may be sent, in milliseconds since the epoch
 * @throws {Error} if other batches were faster twenty times
 */
export async function reserveSlots(source: Source, request: SlotRequest): Promise<readonly number[]> {
  const spanMs = (request.count * 1_000) / request.ratePerSecond;
  for (let tries = 0; tries < TRIES; tries++) {
    const now = source.now();
    const end =
      (await moveOn(
        source,
        request,
        { expression: 'SET expires_at = :expires ADD next_slot :span', condition: 'next_slot > :now' },
        { ':span': spanMs, ':now': now },
      )) ??
      (await moveOn(
        source,
        request,
        {
          expression: 'SET next_slot = :end, expires_at = :expires',
          condition: 'attribute_not_exists(next_slot) OR next_slot <= :now',
        },
        { ':end': now + spanMs, ':now': now },
      ));
    if (end !== undefined) return slots(end - spanMs, request.count, request.ratePerSecond);
  }
  throw new Error(
    `No slots of ${request.subscriptionId} could be reserved in ${TRIES} tries: too many batches at once.`,
  );
}

/** The partition of a subscription's slots. */
export function slotPartition(subscriptionId: string): string {
  return `RATE#${subscriptionId}`;
}

/** @returns the next free slot after the write, or `undefined` where the condition did not hold */
async function moveOn(
  { dynamodb, table, now }: Source,
  { subscriptionId }: SlotRequest,
  write: { readonly expression: string; readonly condition: string },
  values: Readonly<Record<string, number>>,
): Promise<number | undefined> {
  try {
    const { Attributes } = await dynamodb.send(
      new UpdateItemCommand({
        TableName: table,
        Key: marshall({ pk: slotPartition(subscriptionId), sk: 'SLOT' }),
        UpdateExpression: write.expression,
        ConditionExpression: write.condition,
        ExpressionAttributeValues: marshall({
          ...values,
          ':expires': Math.ceil(now() / 1_000) + KEEP_SECONDS,
        }),
        ReturnValues: 'UPDATED_NEW',
      }),
    );
    return unmarshall(Attributes ?? {})['next_slot'] as number;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}
