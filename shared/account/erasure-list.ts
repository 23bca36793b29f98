import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { updateAttributes } from '../storage/update-attributes.ts';

/** The accounts whose erasure is not finished, how far each has come, and who has it in hand. */
export type ErasureList = {
  /** One that is in it already stays as it is. */
  add(accountId: string): Promise<void>;
  /** Some of them; the rest comes when these are gone. */
  list(): Promise<readonly string[]>;
  /**
   * Takes one in hand, so that no two runs erase it at once: the slower would reach into an account that was made anew
   * under its id. What a run has that died is free again a little later. False where another has it, or it is not listed.
   */
  take(accountId: string): Promise<boolean>;
  release(accountId: string): Promise<void>;
  noteErased(accountId: string, deliveries: number): Promise<void>;
  /** How many deliveries are gone so far. */
  erased(accountId: string): Promise<number>;
  remove(accountId: string): Promise<void>;
};

const PAGE = 25;
/** Longer than the function can run. */
const LEASE_MS = 70_000;

export function createErasureList(options: {
  readonly dynamodb: DynamoDBClient;
  /** The table of accounts. */
  readonly table: string;
  readonly now: () => number;
}): ErasureList {
  const { dynamodb, table, now } = options;
  return {
    async add(accountId) {
      try {
        await dynamodb.send(
          new PutItemCommand({
            TableName: table,
            Item: marshall(keyOf(accountId)),
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },

    async list() {
      const { Items = [] } = await dynamodb.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: marshall({ ':pk': keyOf('').pk }),
          ConsistentRead: true,
          Limit: PAGE,
        }),
      );
      return Items.map((item) => unmarshall(item)['sk'] as string);
    },

    async take(accountId) {
      const row = await updateAttributes(dynamodb, {
        table,
        key: keyOf(accountId),
        set: { lease_until: now() + LEASE_MS },
        condition: 'attribute_exists(pk) AND (attribute_not_exists(lease_until) OR lease_until < :now)',
        values: { ':now': now() },
      });
      return row !== undefined;
    },

    async release(accountId) {
      await updateAttributes(dynamodb, {
        table,
        key: keyOf(accountId),
        set: { lease_until: undefined },
        condition: 'attribute_exists(pk)',
      });
    },

    async noteErased(accountId, deliveries) {
      await dynamodb.send(
        new UpdateItemCommand({
          TableName: table,
          Key: marshall(keyOf(accountId)),
          UpdateExpression: 'ADD deliveries_erased :count',
          ExpressionAttributeValues: marshall({ ':count': deliveries }),
        }),
      );
    },

    async erased(accountId) {
      const { Item } = await dynamodb.send(
        new GetItemCommand({ TableName: table, Key: marshall(keyOf(accountId)), ConsistentRead: true }),
      );
      return (Item && (unmarshall(Item)['deliveries_erased'] as number | undefined)) ?? 0;
    },

    async remove(accountId) {
      await dynamodb.send(new DeleteItemCommand({ TableName: table, Key: marshall(keyOf(accountId)) }));
    },
  };
}

function keyOf(accountId: string) {
  return { pk: 'ERASURES', sk: accountId };
}
