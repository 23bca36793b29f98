import { setTimeout } from 'node:timers/promises';
import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

export type RelayOptions = {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
  readonly now: () => number;
  /** How long a story may take for its answer; then it is 504. Below the function's own timeout. */
  readonly answerWithinMs: number;
};

export type Relay = (
  event: Pick<APIGatewayProxyEventV2, 'rawPath' | 'headers' | 'body' | 'isBase64Encoded'> & {
    readonly requestContext: {
      readonly requestId: string;
      readonly http: { readonly method: string };
    };
  },
) => Promise<APIGatewayProxyStructuredResultV2>;

type Key = { readonly receiver: AttributeValue; readonly arrival: AttributeValue };

/** How often the table is asked for an answer; it adds half of this to a delivery. */
const POLL_MS = 100;
const KEPT_SECONDS = 86_400;

/**
 * Makes the function behind the public endpoint. A POST to `/<receiver>/...` is stored as the item `<receiver>` /
 * `<arrival in ms>-<request id>` with the bytes of its body, and answered with the `status`, `answer_headers` and
 * `answer_body` that a story writes onto that item. A receiver that is not open (its item `open` is not there) answers
 * 404 at once, so that strangers' requests are neither kept nor waited for. An item holds 400 KB: larger requests fail
 * with a 500.
 */
export function createRelay(options: RelayOptions): Relay {
  return async ({ rawPath, headers, body = '', isBase64Encoded, requestContext }) => {
    const at = options.now();
    const receiver = rawPath.split('/')[1];
    if (requestContext.http.method !== 'POST') return { statusCode: 405, headers: { allow: 'POST' } };
    if (!receiver || !(await read(options, keyOf(receiver, 'open')))) return { statusCode: 404 };
    const key = keyOf(receiver, `${at}-${requestContext.requestId}`);
    const Item = {
      ...key,
      at: { N: String(at) },
      headers: { S: JSON.stringify(headers) },
      body: { B: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8') },
      expires_at: { N: String(Math.floor(at / 1000) + KEPT_SECONDS) },
    };
    await options.dynamodb.send(new PutItemCommand({ TableName: options.table, Item }));
    return answerTo(options, key, at + options.answerWithinMs);
  };
}

async function answerTo(
  options: RelayOptions,
  key: Key,
  deadline: number,
): Promise<APIGatewayProxyStructuredResultV2> {
  while (options.now() < deadline) {
    const item = await read(options, key);
    if (item?.['status'])
      return {
        statusCode: Number(item['status'].N),
        headers: JSON.parse(item['answer_headers']?.S ?? '{}') as Record<string, string>,
        body: item['answer_body']?.S ?? '',
      };
    await setTimeout(POLL_MS);
  }
  return { statusCode: 504 };
}

async function read({ dynamodb, table }: RelayOptions, Key: Key) {
  const { Item } = await dynamodb.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }));
  return Item;
}

function keyOf(receiver: string, arrival: string): Key {
  return { receiver: { S: receiver }, arrival: { S: arrival } };
}
