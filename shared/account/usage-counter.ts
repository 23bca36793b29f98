import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';

/** Something of which an account may do so much a second. */
export type Use = {
  readonly accountId: string;
  readonly what: 'requests' | 'events';
  /** How many a second are allowed. */
  readonly limit: number;
};

/** Counts one use; false where the account has had all that this second allows. */
export type UsageCounter = (use: Use) => Promise<boolean>;

/** For how long a row outlives its second: the table's TTL takes it away for nothing. */
const KEEP_SECONDS = 60;
const MOST_REMEMBERED = 1_000;

/**
 * Counts over all functions that serve at once, by one write a use: a row for each account and second of the clock. So
 * around the turn of a second twice the limit can pass. Who is over it is refused without a write until the second is
 * over; and where DynamoDB itself throttles the row, far too many came.
 */
export function createUsageCounter(options: {
  readonly dynamodb: DynamoDBClient;
  /** The table's name. */
  readonly table: string;
  readonly now: () => number;
}): UsageCounter {
  const { dynamodb, table, now } = options;
  const over = new Map<string, number>();

  async function count(partition: string, second: number): Promise<number> {
    try {
      const { Attributes } = await dynamodb.send(
        new UpdateItemCommand({
          TableName: table,
          Key: marshall({ pk: partition, sk: String(second) }),
          UpdateExpression: 'ADD #count :one SET #expires = :expires',
          ExpressionAttributeNames: { '#count': 'count', '#expires': 'expires_at' },
          ExpressionAttributeValues: marshall({ ':one': 1, ':expires': second + KEEP_SECONDS }),
          ReturnValues: 'UPDATED_NEW',
        }),
      );
      return unmarshall(Attributes ?? {})['count'] as number;
    } catch (error) {
      if (error instanceof Error && THROTTLED.test(error.name)) return Infinity;
      throw error;
    }
  }

  return async ({ accountId, what, limit }) => {
    const second = Math.floor(now() / 1_000);
    const partition = usagePartition(accountId, what);
    if (over.get(partition) === second) return false;
    if ((await count(partition, second)) <= limit) return true;
    if (over.size >= MOST_REMEMBERED) over.clear();
    over.set(partition, second);
    return false;
  };
}

/** The partition of the seconds in which an account did this. */
export function usagePartition(accountId: string, what: Use['what']): string {
  return `USAGE#${accountId}#${what}`;
}

const THROTTLED = /^(ProvisionedThroughputExceeded|Throttling|RequestLimitExceeded)/;
