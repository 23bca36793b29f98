import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { marshall } from '@aws-sdk/util-dynamodb';
import { subscriptionKey, subscriptionToRow } from '../shared/subscription/subscription-row.ts';
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
const row = marshall({ ...key, ...subscriptionToRow(subscription) });
const aws = await listen(async (request) => {
  const operation = String(request.headers['x-amz-target']);
  const answer = answerTo(operation, JSON.parse(await text(request)) as Input);
  if (!answer) process.stderr.write(`The stand-in for AWS has no answer to ${operation}.\n`);
  return { status: answer ? 200 : 500, body: JSON.stringify(answer ?? {}) };
});

process.send?.({ endpoint: subscription.url, aws });

type Input = {
  readonly RequestItems?: Readonly<
    Record<string, { readonly Keys?: readonly { readonly pk: { readonly S: string } }[] }>
  >;
};

function answerTo(operation: string, { RequestItems = {} }: Input): object | undefined {
  if (operation === 'DynamoDB_20120810.BatchWriteItem') return { UnprocessedItems: {} };
  if (operation !== 'DynamoDB_20120810.BatchGetItem') return undefined;
  const found = Object.entries(RequestItems).map(([table, { Keys = [] }]) => [
    table,
    Keys.some(({ pk }) => pk.S === key.pk) ? [row] : [],
  ]);
  return { Responses: Object.fromEntries(found), UnprocessedKeys: {} };
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
