import { type DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { updateAttributes } from '../storage/update-attributes.ts';
import type { Subscription } from './subscription.ts';
import { DIRTY, rowToSubscription, subscriptionKey, subscriptionToRow } from './subscription-row.ts';

/**
 * The table of subscriptions: the desired state. Every write raises `generation` and marks the row dirty, so that
 * reconcile makes AWS equal to it even if nobody is left to ask for that.
 */
export type SubscriptionStore = {
  /** Stores a new subscription. @throws if the id is taken. */
  insert(subscription: Subscription): Promise<void>;
  /** By a consistent read. */
  get(accountId: string, id: string): Promise<Subscription | undefined>;
  /** An account's subscriptions in order of creation, by a consistent read; `after` is the last id already seen. */
  list(accountId: string, page: { limit: number; after?: string }): Promise<SubscriptionPage>;
  /**
   * Changes the fields that `change` returns, on the row that it was shown; asked again if another write came between.
   * A field given as `undefined` is removed. Resolves to `undefined` where there is no such subscription.
   */
  change(accountId: string, id: string, change: SubscriptionChange): Promise<Subscription | undefined>;
};

export type SubscriptionPage = { readonly subscriptions: readonly Subscription[]; readonly next?: string };

export type SubscriptionPatch = {
  readonly [Field in keyof Subscription]?: Subscription[Field] | undefined;
};

export type SubscriptionChange = (current: Subscription) => SubscriptionPatch;

const TRIES = 10;

export function createSubscriptionStore(options: {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
  readonly now: () => number;
}): SubscriptionStore {
  const { dynamodb, table, now } = options;

  async function get(accountId: string, id: string): Promise<Subscription | undefined> {
    const { Item } = await dynamodb.send(
      new GetItemCommand({
        TableName: table,
        Key: marshall(subscriptionKey(accountId, id)),
        ConsistentRead: true,
      }),
    );
    return Item && rowToSubscription(unmarshall(Item));
  }

  async function tryChange(current: Subscription, patch: SubscriptionPatch) {
    const updatedAt = now();
    const changed = { ...patch, updatedAt, generation: current.generation + 1 };
    return updateAttributes(dynamodb, {
      table,
      key: subscriptionKey(current.accountId, current.id),
      set: { ...subscriptionToRow(changed), dirty: DIRTY, dirty_at: updatedAt },
      condition: 'generation = :seen',
      values: { ':seen': current.generation },
    });
  }

  return {
    get,

    async insert(subscription) {
      await dynamodb.send(
        new PutItemCommand({
          TableName: table,
          Item: marshall(
            {
              ...subscriptionKey(subscription.accountId, subscription.id),
              ...subscriptionToRow(subscription),
              dirty: DIRTY,
              dirty_at: now(),
            },
            { removeUndefinedValues: true },
          ),
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      );
    },

    async list(accountId, { limit, after }) {
      const { pk } = subscriptionKey(accountId, '');
      const { Items = [], LastEvaluatedKey } = await dynamodb.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: marshall({ ':pk': pk }),
          ConsistentRead: true,
          Limit: limit,
          ...(after && { ExclusiveStartKey: marshall(subscriptionKey(accountId, after)) }),
        }),
      );
      const subscriptions = Items.map((item) => rowToSubscription(unmarshall(item)));
      const last = subscriptions.at(-1);
      return { subscriptions, ...(LastEvaluatedKey && last && { next: last.id }) };
    },

    async change(accountId, id, change) {
      for (let tries = 0; tries < TRIES; tries++) {
        const current = await get(accountId, id);
        if (!current) return undefined;
        const row = await tryChange(current, change(current));
        if (row) return rowToSubscription(row);
      }
      throw new Error(
        `Subscription ${id} was written by others ${TRIES} times while this change was tried; try again.`,
      );
    },
  };
}
