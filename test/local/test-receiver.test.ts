import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { EmbeddedAws } from '../../local/embedded-aws.ts';
import { startDeployedReceiver } from '../e2e/support/deployed-receiver.ts';
import type { AnswerRequest, ReceiverAnswer } from '../e2e/support/received.ts';
import { readReceiverDeployment } from '../e2e/support/receiver-deployment.ts';
import { createRelay } from '../receiver-stack/create-relay.ts';
import { type AwsClients, createAwsClients } from './aws-clients.ts';
import { startApp } from './start-app.ts';

const directory = mkdtempSync(join(tmpdir(), 'test-receiver-'));
const BODY = '{"event":"call.ended","data":{"name":"Zoë 😀","cost":1.10,"id":12345678901234567890}}';
let aws: EmbeddedAws;
let clients: AwsClients;
let table: string;

before(async () => {
  aws = await startApp({
    app: 'test/receiver-stack/app.ts',
    directory,
    onLine: (line) => console.error(line),
  });
  clients = createAwsClients(aws);
  table = aws.outputs['ReceiverTable'] ?? '';
});

after(async () => {
  clients?.destroy();
  await aws?.stop();
  rmSync(directory, { recursive: true });
});

test('a POST comes to the story as it was sent, and gets the answer that the story gives', async (t) => {
  const receiver = await started(t, (_request, count) =>
    count === 1 ? { status: 503, headers: { 'retry-after': '7' } } : { status: 204 },
  );
  const sentAt = Date.now();
  const failed = await post(receiver.url, { 'webhook-id': 'msg_1', 'webhook-attempt': '1' });
  assert.deepEqual([failed.status, failed.headers.get('retry-after')], [503, '7']);
  assert.equal((await post(receiver.url, { 'webhook-id': 'msg_1', 'webhook-attempt': '2' })).status, 204);

  const received = await receiver.waitFor(2);
  assert.deepEqual(
    received.map(({ headers, body }) => [headers['webhook-id'], headers['webhook-attempt'], body]),
    [
      ['msg_1', '1', BODY],
      ['msg_1', '2', BODY],
    ],
  );
  assert.equal(received[0]?.headers['content-type'], 'application/json');
  assert.ok(received.every(({ at }) => at >= sentAt && at <= Date.now()));
});

test('the bytes of a body that is no text are kept', async (t) => {
  const receiver = await started(t, () => ({ status: 200 }));
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  await post(receiver.url, { 'content-type': 'application/octet-stream' }, bytes);
  const id = new URL(receiver.url).pathname.split('/')[1] ?? '';
  const { Items = [] } = await clients.dynamodb.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'receiver = :id AND arrival < :a',
      ExpressionAttributeValues: { ':id': { S: id }, ':a': { S: 'a' } },
    }),
  );
  assert.deepEqual(
    Items.map(({ body }) => Buffer.from(body?.B ?? [])),
    [Buffer.from(bytes)],
  );
});

test('an answer that takes long holds up no other request and no other receiver', async (t) => {
  const late = Promise.withResolvers<ReceiverAnswer>();
  const slow = await started(t, (_request, count) => (count === 1 ? late.promise : { status: 204 }));
  const other = await started(t, () => ({ status: 202 }));
  const first = post(slow.url);
  await slow.waitFor(1);
  assert.equal((await post(slow.url)).status, 204);
  assert.equal((await post(other.url)).status, 202);
  assert.equal(other.received.length, 1);
  late.resolve({ status: 410 });
  assert.equal((await first).status, 410);
});

test('each of many requests at once arrives once and is answered', async (t) => {
  const receiver = await started(t, ({ body }) => ({ status: 200, body: `${body}!` }));
  const bodies = Array.from({ length: 50 }, (_, index) => String(index));
  const answers = await Promise.all(bodies.map((body) => post(receiver.url, {}, body)));
  assert.deepEqual(
    await Promise.all(answers.map((answer) => answer.text())),
    bodies.map((body) => `${body}!`),
  );
  assert.deepEqual(new Set(receiver.received.map(({ body }) => body)), new Set(bodies));
  assert.equal(receiver.received.length, 50);
});

test('rejects what is sent to a receiver that is not open, and every method but POST', async (t) => {
  const receiver = await started(t, () => ({ status: 204 }));
  assert.equal((await fetch(receiver.url)).status, 405);
  assert.equal((await post(new URL(`/${randomUUID()}/hook`, receiver.url).href)).status, 404);
  assert.equal((await post(new URL('/', receiver.url).href)).status, 404);
  const stopped = await startDeployedReceiver(deployment(), () => ({ status: 204 }));
  await stopped.stop();
  assert.equal((await post(stopped.url)).status, 404);
  assert.deepEqual(receiver.received, []);
});

test('fails with 504 a request that no story answers in time', async (t) => {
  const receiver = await started(t, () => new Promise(() => undefined));
  const relay = createRelay({ dynamodb: clients.dynamodb, table, now: Date.now, answerWithinMs: 150 });
  const answer = await relay({
    rawPath: new URL(receiver.url).pathname,
    headers: {},
    isBase64Encoded: false,
    requestContext: { requestId: randomUUID(), http: { method: 'POST' } },
  });
  assert.deepEqual(answer, { statusCode: 504 });
});

test('the relay needs every permission that its role has', () => {
  assert.deepEqual(aws.ledger.unusedStatements(), []);
});

function deployment() {
  const found = readReceiverDeployment({
    WEBHOOKS_TEST_RECEIVER: aws.outputs['ReceiverUrl'],
    WEBHOOKS_TEST_RECEIVER_TABLE: table,
    WEBHOOKS_TEST_RECEIVER_ENDPOINT: aws.endpointUrl,
  });
  assert.ok(found);
  return found;
}

async function started(t: TestContext, answer: AnswerRequest) {
  const receiver = await startDeployedReceiver(deployment(), answer);
  t.after(() => receiver.stop());
  return receiver;
}

function post(
  url: string,
  headers: Record<string, string> = {},
  body: string | Uint8Array<ArrayBuffer> = BODY,
): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
}
