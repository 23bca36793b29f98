import {
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { AccountCipher } from '../encryption/account-cipher.ts';
import { updateAttributes } from '../storage/update-attributes.ts';
import { updateExpression } from '../storage/update-expression.ts';
import { writeTogether } from '../storage/write-together.ts';
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
  /**
   * Stores a new subscription, and makes other writes with it or none at all.
   * @returns false where the condition of one of those others did not hold
   * @throws {Error} if the id is taken
   */
  insert(subscription: Subscription, beside?: readonly TransactWriteItem[]): Promise<boolean>;
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
  /**
   * Changes the row that was seen, if no other write came between, and makes another write with it, if the condition of
   * that one holds. Without the account's key, where neither secrets nor credentials change.
   * @returns whether it is changed
   */
  changeSeen(
    seen: Pick<Subscription, 'accountId' | 'id' | 'generation'>,
    patch: Omit<SubscriptionPatch, 'secrets' | 'authentication'>,
    beside?: TransactWriteItem,
  ): Promise<boolean>;
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

  function toUpdate(
    current: Pick<Subscription, 'accountId' | 'id' | 'generation'>,
    patch: SubscriptionPatch,
    sealed: Record<string, unknown> = {},
  ) {
    const updatedAt = now();
    const changed = { ...patch, updatedAt, generation: current.generation + 1 };
    return {
      table,
      key: subscriptionKey(current.accountId, current.id),
      set: {
        ...subscriptionToRow(changed),
        ...sealed,
        dirty: DIRTY,
        dirty_at: updatedAt,
      },
      condition: 'generation = :seen',
      values: { ':seen': current.generation },
    };
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

    async insert(subscription, beside = []) {
      const row = {
        ...subscriptionKey(subscription.accountId, subscription.id),
        ...subscriptionToRow(subscriptionToOutline(subscription)),
        ...(await sealSubscription(cipher, subscription)),
        dirty: DIRTY,
        dirty_at: now(),
      };
      const Put = {
        TableName: table,
        Item: marshall(row, { removeUndefinedValues: true }),
        ConditionExpression: 'attribute_not_exists(pk)',
      };
      const refused = await writeTogether(dynamodb, [{ Put }, ...beside]);
      if (refused.includes(0)) throw new Error(`The id ${subscription.id} is taken.`);
      return refused.length === 0;
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
        const patch = change(current);
        const update = toUpdate(current, patch, await secretsToRow(current, patch));
        const row = await updateAttributes(dynamodb, update);
        if (row) return openSubscription(cipher, row);
      }
      throw new Error(
        `Subscription ${id} was written by others ${TRIES} times while this change was tried; try again.`,
      );
    },

    async changeSeen(seen, patch, beside) {
      const update = toUpdate(seen, patch);
      const Update = updateExpression(update);
      const refused = beside ? await writeTogether(dynamodb, [{ Update }, beside]) : [1];
      if (refused.includes(0)) return false;
      return refused.length === 0 || (await updateAttributes(dynamodb, update)) !== undefined;
    },
  };
}

function shownToRow(subscription: Subscription): Record<string, unknown> {
  const { signature, shownAuthentication } = subscriptionToOutline(subscription);
  return subscriptionToRow({ signature, shownAuthentication });
}
