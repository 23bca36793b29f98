import { type DynamoDBClient, QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { isSubscriptionId } from './subscription-id.ts';
import { keyToIds, subscriptionKey } from './subscription-row.ts';

export type SubscriptionIds = { readonly accountId: string; readonly id: string };

/** Finds subscriptions without knowing their account, for what sweeps over all of them. */
export type SubscriptionDirectory = {
  /** Whose a subscription is. From an index: a new one may not be found yet. */
  find(id: string): Promise<SubscriptionIds | undefined>;
  /** Some subscriptions in no order, from an index. A page may be short, or empty, and still have a next one. */
  page(page: { readonly limit: number; readonly after?: string }): Promise<{
    readonly subscriptions: readonly (SubscriptionIds & { readonly position: string })[];
    readonly next?: string;
  }>;
  /** The ids of all rows there are, by a consistent read of the whole table. Costs as much as the table is large. */
  allIds(): Promise<ReadonlySet<string>>;
};

const INDEX = 'by_id';

export function createSubscriptionDirectory(options: {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
}): SubscriptionDirectory {
  const { dynamodb, table } = options;
  return {
    async find(id) {
      const { Items: [item] = [] } = await dynamodb.send(
        new QueryCommand({
          TableName: table,
          IndexName: INDEX,
          KeyConditionExpression: 'id = :id',
          ExpressionAttributeValues: marshall({ ':id': id }),
        }),
      );
      return item && keyToIds(unmarshall(item) as Key);
    },

    async page({ limit, after }) {
      const { Items = [], LastEvaluatedKey } = await dynamodb.send(
        new ScanCommand({
          TableName: table,
          IndexName: INDEX,
          Limit: limit,
          ...(after && { ExclusiveStartKey: marshall(JSON.parse(after)) }),
        }),
      );
      const subscriptions = Items.map((item) => keyToIds(unmarshall(item) as Key))
        .filter(({ id }) => isSubscriptionId(id))
        .map((ids) => ({ ...ids, position: JSON.stringify(indexKey(ids)) }));
      return {
        subscriptions,
        ...(LastEvaluatedKey && { next: JSON.stringify(unmarshall(LastEvaluatedKey)) }),
      };
    },

    async allIds() {
      const ids = new Set<string>();
      let from: Record<string, unknown> | undefined;
      do {
        const { Items = [], LastEvaluatedKey } = await dynamodb.send(
          new ScanCommand({
            TableName: table,
            ConsistentRead: true,
            ProjectionExpression: 'sk',
            ...(from && { ExclusiveStartKey: marshall(from) }),
          }),
        );
        for (const item of Items) ids.add(unmarshall(item)['sk'] as string);
        from = LastEvaluatedKey && unmarshall(LastEvaluatedKey);
      } while (from);
      return new Set([...ids].filter(isSubscriptionId));
    },
  };
}

type Key = { readonly pk: string; readonly sk: string };

function indexKey({ accountId, id }: SubscriptionIds) {
  return { ...subscriptionKey(accountId, id), id };
}
