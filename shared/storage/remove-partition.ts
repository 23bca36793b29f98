import { DeleteItemCommand, type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';

const PAGE = 25;

/**
 * Deletes every item of one partition, some at once, while there is time.
 * @returns whether all are gone
 */
export async function removePartition(
  { dynamodb, table }: { readonly dynamodb: DynamoDBClient; readonly table: string },
  partition: string,
  hasTime: () => boolean,
): Promise<boolean> {
  while (hasTime()) {
    const { Items = [] } = await dynamodb.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: marshall({ ':pk': partition }),
        ProjectionExpression: 'pk, sk',
        ConsistentRead: true,
        Limit: PAGE,
      }),
    );
    if (Items.length === 0) return true;
    await Promise.all(Items.map((Key) => dynamodb.send(new DeleteItemCommand({ TableName: table, Key }))));
  }
  return false;
}
