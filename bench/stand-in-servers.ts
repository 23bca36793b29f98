import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { marshall } from '@aws-sdk/util-dynamodb';
import { createAccountCipher } from '../shared/encryption/account-cipher.ts';
import { subscriptionToOutline } from '../shared/subscription/subscription-outline.ts';
import { subscriptionKey, subscriptionToRow } from '../shared/subscription/subscription-row.ts';
import { sealSubscription } from '../shared/subscription/subscription-seal.ts';
import { aSubscription } from '../test/fixtures/a-subscription.ts';

/**
 * Run in a process of its own, so that the sender's has nothing to do but send: a customer's endpoint that accepts
 * everything, and an AWS that has one subscription and no deliveries and takes every write.
 */
const endpoint = await listen(async (request) => {
  for await (const _ of request);
  return { status: 204, body: '' };
});
const subscription = aSubscription({ url: `${endpoint}/webhooks` });
const key = subscriptionKey(subscription.accountId, subscription.id);
const dataKey = randomBytes(32).toString('base64');
let row: object = {};
const aws = await listen(async (request) => {
  const operation = String(request.headers['x-amz-target']);
  const answer = answerTo(operation, JSON.parse(await text(request)) as Input);
  // Better no figure than one of failed calls.
  if (!answer) process.send?.({ missing: operation });
  return { status: answer ? 200 : 500, body: JSON.stringify(answer ?? {}) };
});
row = await storedRow(aws);

process.send?.({ endpoint: subscription.url, aws });

type Input = {
  readonly RequestItems?: Readonly<
    Record<string, { readonly Keys?: readonly { readonly pk: { readonly S: string } }[] }>
  >;
  readonly ExpressionAttributeValues?: Readonly<Record<string, object>>;
};

function answerTo(
  operation: string,
  { RequestItems = {}, ExpressionAttributeValues = {} }: Input,
): object | undefined {
  switch (operation) {
    case 'DynamoDB_20120810.BatchGetItem':
      return { Responses: foundIn(RequestItems), UnprocessedKeys: {} };
    case 'DynamoDB_20120810.BatchWriteItem':
      return { UnprocessedItems: {} };
    case 'DynamoDB_20120810.UpdateItem':
      // The row as it then is, of which the sender reads how many the last minutes have had.
      return { Attributes: valuesByName(ExpressionAttributeValues) };
    case 'DynamoDB_20120810.GetItem':
      // The account's data key, wrapped.
      return { Item: { id: { S: '0123456789abcdef' }, wrapped: { B: 'd3JhcHBlZA==' } } };
    case 'TrentService.Decrypt':
      return { Plaintext: dataKey };
    default:
      return undefined;
  }
}

function foundIn(requested: NonNullable<Input['RequestItems']>) {
  return Object.fromEntries(
    Object.entries(requested).map(([table, { Keys = [] }]) => [
      table,
      Keys.some(({ pk }) => pk.S === key.pk) ? [row] : [],
    ]),
  );
}

function valuesByName(values: Readonly<Record<string, object>>) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name.slice(1), value]));
}

async function listen(
  answer: (request: IncomingMessage) => Promise<{ status: number; body: string }>,
): Promise<string> {
  const server: Server = createServer((request, response) => {
    void answer(request).then(({ status, body }) =>
      response
        .writeHead(status, {
          'content-type': 'application/x-amz-json-1.0',
          'content-length': Buffer.byteLength(body),
        })
        .end(body),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The subscription's row as the platform would have stored it, its secret sealed under the key above. */
async function storedRow(endpoint: string): Promise<object> {
  const options = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
  const cipher = createAccountCipher({
    kms: new KMSClient(options),
    dynamodb: new DynamoDBClient(options),
    table: 'account-keys',
    kmsKeyArn: 'bench',
    now: Date.now,
  });
  const { sealed } = await sealSubscription(cipher, subscription);
  return {
    ...marshall({ ...key, ...subscriptionToRow(subscriptionToOutline(subscription)) }),
    // Bytes travel as base64.
    sealed: { B: Buffer.from(sealed).toString('base64') },
  };
}
