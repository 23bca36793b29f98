import {
  type AttributeValue,
  DeleteItemCommand,
  DynamoDBClient,
  paginateQuery,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { IncomingHttpHeaders } from 'node:http';
import type { Received, ReceiverAnswer } from './received.ts';
import type { ReceiverDeployment } from './receiver-deployment.ts';

/** One receiver's part of the table that the relay of `test/receiver-stack` writes. */
export type ReceiverTable = {
  /** From now on, for a day at the most, the relay takes requests for the receiver. */
  open(): Promise<void>;
  /** The requests that arrived since then, by their keys, in the order of arrival. */
  requestsSince(ms: number): Promise<readonly (readonly [string, Received])[]>;
  /** Has the relay answer the request of that key. */
  answer(key: string, answer: ReceiverAnswer): Promise<void>;
  /** The relay refuses what comes after this. */
  close(): Promise<void>;
};

type Item = Record<string, AttributeValue>;

const OPEN_SECONDS = 86_400;

export function receiverTable(
  { url: _url, table, ...access }: ReceiverDeployment,
  id: string,
): ReceiverTable {
  const dynamodb = new DynamoDBClient(access);
  const keyOf = (arrival: string): Item => ({ receiver: { S: id }, arrival: { S: arrival } });
  return {
    open: async () => {
      const expires_at = { N: String(Math.floor(Date.now() / 1000) + OPEN_SECONDS) };
      const Item = { ...keyOf('open'), expires_at };
      await dynamodb.send(new PutItemCommand({ TableName: table, Item }));
    },
    requestsSince: async (ms) => {
      const items: Item[] = [];
      const pages = paginateQuery({ client: dynamodb }, queryOf(table, id, ms));
      for await (const { Items = [] } of pages) items.push(...Items);
      return items.map((item) => [item['arrival']?.S ?? '', toReceived(item)] as const);
    },
    answer: async (key, { status, headers = {}, body = '' }) => {
      await dynamodb.send(
        new UpdateItemCommand({
          TableName: table,
          Key: keyOf(key),
          UpdateExpression: 'SET #status = :status, answer_headers = :headers, answer_body = :body',
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: {
            ':status': { N: String(status) },
            ':headers': { S: JSON.stringify(headers) },
            ':body': { S: body },
          },
        }),
      );
    },
    close: async () => {
      await dynamodb.send(new DeleteItemCommand({ TableName: table, Key: keyOf('open') }));
      dynamodb.destroy();
    },
  };
}

/** Requests' keys begin with their time in milliseconds; the item `open` comes after all of them. */
function queryOf(table: string, receiver: string, fromMs: number) {
  return {
    TableName: table,
    ConsistentRead: true,
    KeyConditionExpression: 'receiver = :receiver AND arrival BETWEEN :from AND :to',
    ExpressionAttributeValues: {
      ':receiver': { S: receiver },
      ':from': { S: String(fromMs) },
      ':to': { S: 'a' },
    },
  };
}

function toReceived({ headers, body, at }: Item): Received {
  return {
    headers: JSON.parse(headers?.S ?? '{}') as IncomingHttpHeaders,
    body: Buffer.from(body?.B ?? []).toString('utf8'),
    at: Number(at?.N),
  };
}
