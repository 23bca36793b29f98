import { BatchGetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { AccountCipher } from '../encryption/account-cipher.ts';
import type { Message } from '../message/message.ts';
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

type Keys = Record<string, { Keys: Record<string, AttributeValue>[]; ConsistentRead: true }>;

const TRIES = 5;
const FIRST_WAIT_MS = 50;

/**
 * What a batch of one queue has to know: its subscription and the row of each message's delivery, by one consistent
 * read of both tables. Payloads are in the messages, so none is decrypted.
 * @throws {Error} if DynamoDB does not give all of it in five tries; as `AccountCipher.open` does.
 */
export async function readBatch(
  source: Source,
  subscriptionId: string,
  messages: readonly Message[],
): Promise<BatchState> {
  const accounts = new Set(messages.map(({ accountId }) => accountId));
  const ids = new Map(messages.map((message) => [message.accountId + message.id, message]));
  if (messages.length === 0) return nothing;
  const rows = await readAll(source.dynamodb, {
    [source.subscriptionsTable]: {
      Keys: [...accounts].map((accountId) => marshall(subscriptionKey(accountId, subscriptionId))),
      ConsistentRead: true,
    },
    [source.deliveriesTable]: {
      Keys: [...ids.values()].map(({ accountId, id }) =>
        marshall(deliveryKey(accountId, id, subscriptionId)),
      ),
      ConsistentRead: true,
    },
  });
  const subscriptions = await openAll(source, rows);
  const { openDelivery } = createDeliverySeal(source.cipher);
  const rowOf = ({ accountId, id }: Message) =>
    rows.get(rowId(source.deliveriesTable, deliveryKey(accountId, id, subscriptionId)));
  return {
    subscription: (accountId) => subscriptions.get(accountId),
    delivery(message) {
      const row = rowOf(message);
      return row && rowToState(row);
    },
    async body(message) {
      const row = rowOf(message);
      if (!row) throw noRow(message);
      return (await openDelivery(rowToState(row), row)).body;
    },
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

/** The whole subscriptions among the rows, by account. */
async function openAll(
  { cipher, subscriptionsTable }: Source,
  rows: ReadonlyMap<string, Record<string, unknown>>,
): Promise<ReadonlyMap<string, Subscription>> {
  const opened = await Promise.all(
    [...rows]
      .filter(([id]) => id.startsWith(`${subscriptionsTable} `))
      .map(([, row]) => openSubscription(cipher, row)),
  );
  return new Map(opened.map((subscription) => [subscription.accountId, subscription]));
}

async function readAll(dynamodb: DynamoDBClient, keys: Keys): Promise<Map<string, Record<string, unknown>>> {
  const found = new Map<string, Record<string, unknown>>();
  let left: Keys = keys;
  for (let tries = 0; Object.keys(left).length > 0; tries++) {
    if (tries === TRIES) throw new Error(`DynamoDB left keys of ${Object.keys(left).join(' and ')} unread.`);
    if (tries > 0) await new Promise((resolve) => setTimeout(resolve, FIRST_WAIT_MS * 2 ** tries));
    const { Responses = {}, UnprocessedKeys = {} } = await dynamodb.send(
      new BatchGetItemCommand({ RequestItems: left }),
    );
    for (const [table, items] of Object.entries(Responses))
      for (const row of items.map((item) => unmarshall(item)))
        found.set(rowId(table, row as { pk: string; sk: string }), row);
    left = UnprocessedKeys as Keys;
  }
  return found;
}

function rowId(table: string, { pk, sk }: { pk: string; sk: string }): string {
  return `${table} ${pk} ${sk}`;
}
