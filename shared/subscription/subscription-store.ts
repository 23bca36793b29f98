import { type DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { AccountCipher } from '../encryption/account-cipher.ts';
import { updateAttributes } from '../storage/update-attributes.ts';
import { type SubscriptionOutline, subscriptionToOutline } from './subscription-outline.ts';
import type { Subscription } from './subscription.ts';
import { DIRTY, rowToOutline, subscriptionKey, subscriptionToRow } from './subscription-row.ts';
import { openSubscription, sealSubscription } from './subscription-seal.ts';

/**
 * The table of subscriptions: the desired state. Every write raises `generation` and marks the row dirty, so that
 * reconcile makes AWS equal to it even if nobody is left to ask for that. Secrets and credentials are stored encrypted
 * under the account's key, so whatever gives or takes a whole subscription also throws as `AccountCipher` does.
 */
export type SubscriptionStore = {
  /** Stores a new subscription. @throws if the id is taken. */
  insert(subscription: Subscription): Promise<void>;
  /** By a consistent read. */
  get(accountId: string, id: string): Promise<Subscription | undefined>;
  /**
   * An account's subscriptions in order of creation, by a consistent read and without the account's key; `after` is the
   * last id already seen.
   */
  list(accountId: string, page: { limit: number; after?: string }): Promise<SubscriptionPage>;
  /**
   * Changes the fields that `change` returns, on the row that it was shown; asked again if another write came between.
   * A field given as `undefined` is removed. Resolves to `undefined` where there is no such subscription.
   */
  change(accountId: string, id: string, change: SubscriptionChange): Promise<Subscription | undefined>;
};

export type SubscriptionPage = {
  readonly subscriptions: readonly SubscriptionOutline[];
  readonly next?: string;
};

export type SubscriptionPatch = {
  readonly [Field in keyof Subscription]?: Subscription[Field] | undefined;
};

export type SubscriptionChange = (current: Subscription) => SubscriptionPatch;

const TRIES = 10;

export function createSubscriptionStore(options: {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
  readonly cipher: Pick<AccountCipher, 'seal' | 'open'>;
  readonly now: () => number;
}): SubscriptionStore {
  const { dynamodb, table, cipher, now } = options;

  async function get(accountId: string, id: string): Promise<Subscription | undefined> {
    const { Item } = await dynamodb.send(
      new GetItemCommand({
        TableName: table,
        Key: marshall(subscriptionKey(accountId, id)),
        ConsistentRead: true,
      }),
    );
    return Item && openSubscription(cipher, unmarshall(Item));
  }

  async function tryChange(current: Subscription, patch: SubscriptionPatch) {
    const updatedAt = now();
    const changed = { ...patch, updatedAt, generation: current.generation + 1 };
    return updateAttributes(dynamodb, {
      table,
      key: subscriptionKey(current.accountId, current.id),
      set: {
        ...subscriptionToRow(changed),
        ...(await secretsToRow(current, patch)),
        dirty: DIRTY,
        dirty_at: updatedAt,
      },
      condition: 'generation = :seen',
      values: { ':seen': current.generation },
    });
  }

  /** What a change of the secrets or credentials changes on the row; nothing is encrypted again where they stay. */
  async function secretsToRow(
    current: Subscription,
    patch: SubscriptionPatch,
  ): Promise<Record<string, unknown>> {
    if (!('secrets' in patch) && !('authentication' in patch)) return {};
    const changed = { ...current, ...patch } as Subscription;
    return { ...shownToRow(changed), ...(await sealSubscription(cipher, changed)) };
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
              ...subscriptionToRow(subscriptionToOutline(subscription)),
              ...(await sealSubscription(cipher, subscription)),
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
      const subscriptions = Items.map((item) => rowToOutline(unmarshall(item)));
      const last = subscriptions.at(-1);
      return { subscriptions, ...(LastEvaluatedKey && last && { next: last.id }) };
    },

    async change(accountId, id, change) {
      for (let tries = 0; tries < TRIES; tries++) {
        const current = await get(accountId, id);
        if (!current) return undefined;
        const row = await tryChange(current, change(current));
        if (row) return openSubscription(cipher, row);
      }
      throw new Error(
        `Subscription ${id} was written by others ${TRIES} times while this change was tried; try again.`,
      );
    },
  };
}

function shownToRow(subscription: Subscription): Record<string, unknown> {
  const { signature, shownAuthentication } = subscriptionToOutline(subscription);
  return subscriptionToRow({ signature, shownAuthentication });
}
