import { BatchGetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Message } from '../message/message.ts';
import { rowToSubscription, subscriptionKey } from '../subscription/subscription-row.ts';
import type { Subscription } from '../subscription/subscription.ts';
import type { Delivery } from './delivery.ts';
import { deliveryKey, rowToDelivery } from './delivery-row.ts';

export type BatchState = {
  subscription(accountId: string): Subscription | undefined;
  delivery(message: Message): Delivery | undefined;
};

type Source = {
  readonly dynamodb: DynamoDBClient;
  readonly subscriptionsTable: string;
  readonly deliveriesTable: string;
};

type Keys = Record<string, { Keys: Record<string, AttributeValue>[]; ConsistentRead: true }>;

const TRIES = 5;
const FIRST_WAIT_MS = 50;

/**
 * What a batch of one queue has to know: its subscription and the row of each message's delivery, by one consistent
 * read of both tables.
 * @throws {Error} if DynamoDB does not give all of it in five tries.
 */
export async function readBatch(
  source: Source,
  subscriptionId: string,
  messages: readonly Message[],
): Promise<BatchState> {
  const accounts = new Set(messages.map(({ accountId }) => accountId));
  const ids = new Map(messages.map((message) => [message.accountId + message.id, message]));
  if (messages.length === 0) return { subscription: () => undefined, delivery: () => undefined };
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
  return {
    subscription(accountId) {
      const row = rows.get(rowId(source.subscriptionsTable, subscriptionKey(accountId, subscriptionId)));
      return row && rowToSubscription(row);
    },
    delivery({ accountId, id }) {
      const row = rows.get(rowId(source.deliveriesTable, deliveryKey(accountId, id, subscriptionId)));
      return row && rowToDelivery(row);
    },
  };
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
