import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';

/**
 * Remembers of each dead-letter queue how many messages it held when they were last looked through. Whether they have
 * been judged only a receive tells, so a queue is looked through when that number changes, and once a day.
 */
export type LookMarks = {
  isDue(subscriptionId: string, count: number): Promise<boolean>;
  mark(subscriptionId: string, count: number): Promise<void>;
};

const DAY_SECONDS = 86_400;

export function createLookMarks(options: {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
  readonly now: () => number;
}): LookMarks {
  const { dynamodb, table: TableName, now } = options;
  const seconds = () => Math.floor(now() / 1_000);
  return {
    async isDue(subscriptionId, count) {
      if (count === 0) return false;
      const { Item } = await dynamodb.send(
        new GetItemCommand({ TableName, Key: marshall(keyOf(subscriptionId)) }),
      );
      const mark = Item && (unmarshall(Item) as { count: number; expires_at: number });
      return mark?.count !== count || mark.expires_at <= seconds();
    },

    async mark(subscriptionId, count) {
      const row = { ...keyOf(subscriptionId), count, expires_at: seconds() + DAY_SECONDS };
      await dynamodb.send(new PutItemCommand({ TableName, Item: marshall(row) }));
    },
  };
}

/** The partition of what is remembered of a subscription's dead-letter queue. */
export function lookPartition(subscriptionId: string): string {
  return `DEAD_LETTERS#${subscriptionId}`;
}

function keyOf(subscriptionId: string) {
  return { pk: lookPartition(subscriptionId), sk: 'LOOK' };
}
