import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { DIRTY, keyToIds } from './subscription-row.ts';

/** How many one tick looks at. */
const PAGE = 200;

/** The subscriptions that reconcile has to look at by now, the longest waiting first, from the sparse index. */
export async function listDirty(
  { dynamodb, table }: { readonly dynamodb: DynamoDBClient; readonly table: string },
  now: number,
): Promise<readonly { accountId: string; id: string }[]> {
  const { Items = [] } = await dynamodb.send(
    new QueryCommand({
      TableName: table,
      IndexName: 'dirty',
      KeyConditionExpression: 'dirty = :dirty AND dirty_at <= :now',
      ExpressionAttributeValues: marshall({ ':dirty': DIRTY, ':now': now }),
      Limit: PAGE,
    }),
  );
  return Items.map((item) => keyToIds(unmarshall(item) as { pk: string; sk: string }));
}
