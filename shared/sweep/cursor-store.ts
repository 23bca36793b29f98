import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';

/** How far a walk has come. */
export type Cursor = {
  /** Where it goes on; missing between two rounds. */
  readonly after?: string;
  /** When this round began, or the last one; in milliseconds since the epoch. */
  readonly startedAt: number;
};

/** Keeps how far each walk has come, as rows of the table of subscriptions. */
export type CursorStore = {
  get(walk: string): Promise<Cursor | undefined>;
  put(walk: string, cursor: Cursor): Promise<void>;
};

/** Two ticks at once at worst go over the same page twice, so the last write may win. */
export function createCursorStore(options: {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
}): CursorStore {
  const { dynamodb, table: TableName } = options;
  return {
    async get(walk) {
      const { Item } = await dynamodb.send(
        new GetItemCommand({ TableName, Key: marshall(keyOf(walk)), ConsistentRead: true }),
      );
      if (!Item) return undefined;
      const { after, started_at: startedAt } = unmarshall(Item) as { after?: string; started_at: number };
      return { startedAt, ...(after !== undefined && { after }) };
    },

    async put(walk, { after, startedAt }) {
      const row = { ...keyOf(walk), after, started_at: startedAt };
      await dynamodb.send(
        new PutItemCommand({ TableName, Item: marshall(row, { removeUndefinedValues: true }) }),
      );
    },
  };
}

function keyOf(walk: string) {
  return { pk: `SWEEP#${walk}`, sk: 'CURSOR' };
}
