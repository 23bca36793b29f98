import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { AccountCipher } from '../encryption/account-cipher.ts';
import { updateAttributes } from '../storage/update-attributes.ts';
import { DIRTY, subscriptionKey, subscriptionToRow } from '../subscription/subscription-row.ts';
import { openSubscription } from '../subscription/subscription-seal.ts';
import type { Subscription } from '../subscription/subscription.ts';
import type { SubscriptionStore } from '../subscription/subscription-store.ts';
import type { Step } from './reconcile.ts';

type Key = { readonly accountId: string; readonly id: string };

/** One run's hold on a subscription's row, so that no two runs make different generations true at once. */
export type SubscriptionLease = {
  /** Takes the lease and gives the row. A lease whose holder died runs out by itself. */
  take(key: Key): Promise<Subscription | 'busy' | 'gone'>;
  /** Writes down what was made true and gives the lease back, unless the row has moved on: then false. */
  finish(subscription: Subscription, step: Step): Promise<boolean>;
  /** Forgets a row that has nothing left in AWS, unless it has moved on: then false. */
  removeRow(subscription: Subscription): Promise<boolean>;
  /** Gives the lease back and leaves the row dirty, behind all others: however many fail, none is held up for ever. */
  release(key: Key): Promise<void>;
};

/** Longer than the function can run. */
const LEASE_MS = 70_000;

export function createSubscriptionLease(options: {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
  readonly cipher: Pick<AccountCipher, 'open'>;
  readonly now: () => number;
  readonly get: SubscriptionStore['get'];
  /** A name that no other run has. */
  readonly holder: string;
}): SubscriptionLease {
  const { dynamodb, table, cipher, now, get, holder } = options;

  async function release(key: Key): Promise<void> {
    await updateAttributes(dynamodb, {
      table,
      key: keyOf(key),
      set: { dirty: DIRTY, dirty_at: now(), lease_holder: undefined, lease_until: undefined },
      condition: 'lease_holder = :holder',
      values: { ':holder': holder },
    });
  }

  async function openOrRelease(key: Key, row: Record<string, unknown>): Promise<Subscription> {
    try {
      return await openSubscription(cipher, row);
    } catch (error) {
      await release(key);
      throw error;
    }
  }

  return {
    async take(key) {
      const row = await updateAttributes(dynamodb, {
        table,
        key: keyOf(key),
        set: { lease_holder: holder, lease_until: now() + LEASE_MS },
        condition: 'attribute_exists(pk) AND (attribute_not_exists(lease_until) OR lease_until < :now)',
        values: { ':now': now() },
      });
      if (row) return openOrRelease(key, row);
      return (await get(key.accountId, key.id)) ? 'busy' : 'gone';
    },

    async finish(subscription, { learned, dirtyAt }) {
      const row = await updateAttributes(dynamodb, {
        table,
        key: keyOf(subscription),
        set: {
          ...subscriptionToRow({ ...learned, observedGeneration: subscription.generation }),
          dirty: dirtyAt === undefined ? undefined : DIRTY,
          dirty_at: dirtyAt,
          lease_holder: undefined,
          lease_until: undefined,
        },
        condition: 'generation = :seen AND lease_holder = :holder',
        values: { ':seen': subscription.generation, ':holder': holder },
      });
      return row !== undefined;
    },

    async removeRow(subscription) {
      try {
        await dynamodb.send(
          new DeleteItemCommand({
            TableName: table,
            Key: marshall(keyOf(subscription)),
            ConditionExpression: 'generation = :seen AND lease_holder = :holder',
            ExpressionAttributeValues: marshall({ ':seen': subscription.generation, ':holder': holder }),
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },

    release,
  };
}

function keyOf({ accountId, id }: Key) {
  return subscriptionKey(accountId, id);
}
