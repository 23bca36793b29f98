import {
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';

/** The accounts whose erasure is not finished: what reconcile's tick goes on with. */
export type ErasureList = {
  add(accountId: string): Promise<void>;
  /** Some of them; the rest comes when these are gone. */
  list(): Promise<readonly string[]>;
  remove(accountId: string): Promise<void>;
};

const PAGE = 25;

export function createErasureList(options: {
  readonly dynamodb: DynamoDBClient;
  /** The table of accounts. */
  readonly table: string;
}): ErasureList {
  const { dynamodb, table } = options;
  return {
    async add(accountId) {
      await dynamodb.send(new PutItemCommand({ TableName: table, Item: marshall(keyOf(accountId)) }));
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

    async remove(accountId) {
      await dynamodb.send(new DeleteItemCommand({ TableName: table, Key: marshall(keyOf(accountId)) }));
    },
  };
}

function keyOf(accountId: string) {
  return { pk: 'ERASURES', sk: accountId };
}
