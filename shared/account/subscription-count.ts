import { type DynamoDBClient, GetItemCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { updateAttributes } from '../storage/update-attributes.ts';
import { accountKey } from './account-row.ts';

/**
 * How many subscriptions an account has that are not being deleted: a number in its row, which is written together with
 * every subscription that comes or goes. So the limit holds however many come at once, and costs no list.
 */
export type SubscriptionCount = {
  /** The write that goes with a new subscription. It holds while the account is there, is not being erased and has room. */
  oneMore(accountId: string, limit: number): TransactWriteItem;
  /** The write that goes with the beginning of a subscription's deletion. It holds where it was counted. */
  oneLess(accountId: string): TransactWriteItem;
  /**
   * Counts anew and writes that down, unless a subscription came or went meanwhile: of what has no count yet, or one that
   * is too high because it was taken up later than its subscriptions.
   * @param counting how many there are, by a consistent read
   * @returns how many; `undefined` where some came or went, or the account is gone
   */
  recount(accountId: string, counting: () => Promise<number>): Promise<number | undefined>;
};

export function createSubscriptionCount({
  dynamodb,
  table,
}: {
  readonly dynamodb: DynamoDBClient;
  /** The table of accounts. */
  readonly table: string;
}): SubscriptionCount {
  const step = (accountId: string, by: number, condition: string, values: Record<string, number> = {}) => ({
    Update: {
      TableName: table,
      Key: marshall(accountKey(accountId)),
      UpdateExpression: 'ADD subscription_count :by, subscription_changes :one',
      ConditionExpression: condition,
      ExpressionAttributeValues: marshall({ ':by': by, ':one': 1, ...values }),
    },
  });
  return {
    oneMore: (accountId, limit) =>
      step(accountId, 1, 'attribute_not_exists(deleting_at) AND subscription_count < :limit', {
        ':limit': limit,
      }),

    oneLess: (accountId) => step(accountId, -1, 'subscription_count > :none', { ':none': 0 }),

    async recount(accountId, counting) {
      const { Item } = await dynamodb.send(
        new GetItemCommand({ TableName: table, Key: marshall(accountKey(accountId)), ConsistentRead: true }),
      );
      const changes = Item && (unmarshall(Item)['subscription_changes'] as number | undefined);
      const count = await counting();
      const row = await updateAttributes(dynamodb, {
        table,
        key: accountKey(accountId),
        set: { subscription_count: count, subscription_changes: changes ?? 0 },
        condition: `attribute_exists(pk) AND ${changes === undefined ? 'attribute_not_exists(subscription_changes)' : 'subscription_changes = :seen'}`,
        values: { ':seen': changes },
      });
      return row && count;
    },
  };
}
