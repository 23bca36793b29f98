import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { DeliverySummary } from './delivery.ts';
import { deliveryKey, rowToSummary } from './delivery-row.ts';

type Source = { readonly dynamodb: DynamoDBClient; readonly table: string; readonly now: () => number };

export type MessageQuery = {
  readonly accountId: string;
  readonly messageId: string;
  readonly limit: number;
  /** The subscription that the page before ended with. */
  readonly after?: string;
};

export type MessagePage = { readonly deliveries: readonly DeliverySummary[]; readonly next?: string };

/** A page of one message's deliveries, by subscription in order of creation: one key lookup, no payload decrypted. */
export async function listOfMessage(
  { dynamodb, table, now }: Source,
  { accountId, messageId, limit, after }: MessageQuery,
): Promise<MessagePage> {
  const { pk } = deliveryKey(accountId, messageId, '');
  const { Items = [], LastEvaluatedKey } = await dynamodb.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk',
      FilterExpression: 'expires_at > :now',
      ExpressionAttributeValues: marshall({ ':pk': pk, ':now': Math.floor(now() / 1_000) }),
      Limit: limit,
      ...(after !== undefined && { ExclusiveStartKey: marshall(deliveryKey(accountId, messageId, after)) }),
    }),
  );
  const next = LastEvaluatedKey && (unmarshall(LastEvaluatedKey)['sk'] as string);
  return {
    deliveries: Items.map((item) => rowToSummary(unmarshall(item))),
    ...(next !== undefined && { next }),
  };
}
