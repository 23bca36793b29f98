import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';

/** Remembers for a day since when a subscription was seen to have its rule on the right bus, besides one on another. */
export type StrayMarks = {
  /** When that was first seen, in milliseconds since the epoch; now, where it was not seen before. */
  seenSince(subscriptionId: string): Promise<number>;
};

const DAY_SECONDS = 86_400;

export function createStrayMarks(options: {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
  readonly now: () => number;
}): StrayMarks {
  const { dynamodb, table: TableName, now } = options;
  return {
    async seenSince(subscriptionId) {
      const key = { pk: strayPartition(subscriptionId), sk: 'SEEN' };
      const { Item } = await dynamodb.send(
        new GetItemCommand({ TableName, Key: marshall(key), ConsistentRead: true }),
      );
      const known = Item && (unmarshall(Item) as { seen_at: number; expires_at: number });
      const seconds = Math.floor(now() / 1_000);
      if (known && known.expires_at > seconds) return known.seen_at;
      const row = { ...key, seen_at: now(), expires_at: seconds + DAY_SECONDS };
      await dynamodb.send(new PutItemCommand({ TableName, Item: marshall(row) }));
      return row.seen_at;
    },
  };
}

/** The partition of what is remembered of a subscription's rule on another bus. */
export function strayPartition(subscriptionId: string): string {
  return `STRAY#${subscriptionId}`;
}
