import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { updateAttributes } from '../storage/update-attributes.ts';
import {
  DIRTY,
  HEALTH_ATTRIBUTES,
  rowToOutline,
  subscriptionKey,
  subscriptionToRow,
} from '../subscription/subscription-row.ts';
import type { Health } from './health.ts';

type Key = { readonly accountId: string; readonly id: string };

/** The fields of a subscription's row that say how its endpoint is doing; no write of them raises the generation. */
export type HealthStore = {
  /** Adds failed attempts, and has reconcile look again when the failure rule may speak. @returns the health after it */
  addFailures(key: Key, failures: FailureCount): Promise<Health>;
  /** Opens the breaker, unless another batch did since `seen`. */
  openBreaker(
    key: Key,
    seen: Health,
    open: Pick<Health, 'breakerOpenUntil' | 'breakerCooldownMs'>,
  ): Promise<boolean>;
  /** Takes the half-open breaker for one probe; false where another message is the probe. */
  claimProbe(
    key: Key,
    seen: Health,
    claim: { readonly now: number; readonly until: number },
  ): Promise<boolean>;
  /** Forgets every failure: an attempt succeeded. @returns the health before it, where there was anything to forget */
  clear(key: Key): Promise<Health | undefined>;
};

export type FailureCount = {
  readonly count: number;
  readonly at: number;
  /** When the subscription will be disabled if this is the first failure. */
  readonly disableAt: number;
  /** When reconcile should look at the failure rule. */
  readonly lookAt: number;
};

export function createHealthStore({
  dynamodb,
  table,
}: {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
}): HealthStore {
  const write = async (
    key: Key,
    set: { readonly [Field in keyof Health]?: Health[Field] | undefined },
    condition: string,
    values: Record<string, unknown> = {},
  ) =>
    (await updateAttributes(dynamodb, {
      table,
      key: subscriptionKey(key.accountId, key.id),
      set: subscriptionToRow(set),
      condition,
      values,
    })) !== undefined;

  return {
    async addFailures(key, { count, at, disableAt, lookAt }) {
      const { Attributes } = await dynamodb.send(
        new UpdateItemCommand({
          TableName: table,
          Key: marshall(subscriptionKey(key.accountId, key.id)),
          UpdateExpression:
            'ADD failures_in_row :count SET failing_since = if_not_exists(failing_since, :at), ' +
            'disable_at = if_not_exists(disable_at, :disableAt), dirty = if_not_exists(dirty, :dirty), ' +
            'dirty_at = if_not_exists(dirty_at, :lookAt)',
          ConditionExpression: 'attribute_exists(pk)',
          ExpressionAttributeValues: marshall({
            ':count': count,
            ':at': at,
            ':disableAt': disableAt,
            ':dirty': DIRTY,
            ':lookAt': lookAt,
          }),
          ReturnValues: 'ALL_NEW',
        }),
      );
      return rowToOutline(unmarshall(Attributes ?? {}));
    },

    openBreaker: (key, seen, open) =>
      write(
        key,
        { ...open, probeUntil: undefined },
        seen.breakerOpenUntil === undefined
          ? 'attribute_exists(failing_since) AND attribute_not_exists(breaker_open_until)'
          : 'breaker_open_until = :seen',
        { ':seen': seen.breakerOpenUntil },
      ),

    claimProbe: (key, seen, { now, until }) =>
      write(
        key,
        { probeUntil: until },
        'breaker_open_until = :seen AND (attribute_not_exists(probe_until) OR probe_until <= :now)',
        { ':seen': seen.breakerOpenUntil, ':now': now },
      ),

    async clear(key) {
      try {
        const { Attributes } = await dynamodb.send(
          new UpdateItemCommand({
            TableName: table,
            Key: marshall(subscriptionKey(key.accountId, key.id)),
            UpdateExpression: `REMOVE ${HEALTH_ATTRIBUTES.join(', ')}`,
            ConditionExpression: 'attribute_exists(failing_since)',
            ReturnValues: 'ALL_OLD',
          }),
        );
        return rowToOutline(unmarshall(Attributes ?? {}));
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return undefined;
        throw error;
      }
    },
  };
}
