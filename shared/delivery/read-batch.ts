import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { AccountCipher } from '../encryption/account-cipher.ts';
import type { Message } from '../message/message.ts';
import { getAll, type Row, type TableKey } from '../storage/get-all.ts';
import { joinCalls } from '../storage/join-calls.ts';
import { subscriptionKey } from '../subscription/subscription-row.ts';
import { openSubscription } from '../subscription/subscription-seal.ts';
import type { Subscription } from '../subscription/subscription.ts';
import type { DeliveryState } from './delivery.ts';
import { deliveryKey, rowToState } from './delivery-row.ts';
import { createDeliverySeal } from './delivery-seal.ts';

export type BatchState = {
  subscription(accountId: string): Subscription | undefined;
  delivery(message: Message): DeliveryState | undefined;
  /** The payload of a delivery's row, decrypted when it is asked for. @throws {Error} where there is no row */
  body(message: Message): Promise<string>;
};

type Source = {
  readonly dynamodb: DynamoDBClient;
  readonly subscriptionsTable: string;
  readonly deliveriesTable: string;
  readonly cipher: Pick<AccountCipher, 'seal' | 'open'>;
};

/**
 * Reads what a batch of one queue has to know: its subscription and the row of each message's delivery, by one consistent
 * read of both tables, which batches received at the same moment share. Payloads are in the messages, so none is
 * decrypted.
 * @throws {Error} as `getAll` and `AccountCipher.open` do
 */
export type ReadBatch = (subscriptionId: string, messages: readonly Message[]) => Promise<BatchState>;

export function createReadBatch(source: Source): ReadBatch {
  const { openDelivery } = createDeliverySeal(source.cipher);
  const getTogether = joinCalls((keys: readonly (readonly TableKey[])[]) =>
    getAll(source.dynamodb, keys.flat()),
  );

  return async (subscriptionId, messages) => {
    if (messages.length === 0) return nothing;
    const accounts = [...new Set(messages.map(({ accountId }) => accountId))];
    const subscriptionKeys = accounts.map((accountId) => ({
      table: source.subscriptionsTable,
      ...subscriptionKey(accountId, subscriptionId),
    }));
    const keyOf = ({ accountId, id }: Message) => ({
      table: source.deliveriesTable,
      ...deliveryKey(accountId, id, subscriptionId),
    });
    const rowAt = await getTogether([...subscriptionKeys, ...messages.map(keyOf)]);
    const rows = subscriptionKeys.map(rowAt).filter((row) => row !== undefined);
    const subscriptions = await openAll(source.cipher, rows);
    return {
      subscription: (accountId) => subscriptions.get(accountId),
      delivery(message) {
        const row = rowAt(keyOf(message));
        return row && rowToState(row);
      },
      async body(message) {
        const row = rowAt(keyOf(message));
        if (!row) throw noRow(message);
        return (await openDelivery(rowToState(row), row)).body;
      },
    };
  };
}

const nothing: BatchState = {
  subscription: () => undefined,
  delivery: () => undefined,
  body: (message) => Promise.reject(noRow(message)),
};

function noRow({ id }: Message): Error {
  return new Error(`There is no row of message ${id} whose payload could be read.`);
}

/** The subscriptions, whole, by account. */
async function openAll(
  cipher: Source['cipher'],
  rows: readonly Row[],
): Promise<ReadonlyMap<string, Subscription>> {
  const opened = await Promise.all(rows.map((row) => openSubscription(cipher, row)));
  return new Map(opened.map((subscription) => [subscription.accountId, subscription]));
}
