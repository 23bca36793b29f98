import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { removeAll } from './remove-all.ts';

const PAGE = 100;

/**
 * Deletes every item of one partition, a page at a time, while there is time.
 * @returns whether all are gone
 */
export async function removePartition(
  { dynamodb, table }: { readonly dynamodb: DynamoDBClient; readonly table: string },
  partition: string,
  hasTime: () => boolean,
): Promise<boolean> {
  while (hasTime()) {
    const { Items = [], LastEvaluatedKey } = await dynamodb.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: marshall({ ':pk': partition }),
        ProjectionExpression: 'pk, sk',
        ConsistentRead: true,
        Limit: PAGE,
      }),
    );
    await removeAll(dynamodb, table, Items);
    if (!LastEvaluatedKey) return true;
  }
  return false;
}
