import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test, type TestContext } from 'node:test';
import { CreateTableCommand, type ConsumedCapacity, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { deliverBatch } from '../../../../lambdas/deliver/deliver-batch.ts';
import type { DeliverDependencies } from '../../../../lambdas/deliver/dependencies.ts';
import { createDeliveryLog } from '../../../../shared/delivery/delivery-log.ts';
import type { AccountCipher } from '../../../../shared/encryption/account-cipher.ts';
import { createReadBatch } from '../../../../shared/delivery/read-batch.ts';
import type { Outcome } from '../../../../shared/delivery/outcome.ts';
import { createHealthStore } from '../../../../shared/health/health-store.ts';
import { createStatisticsStore } from '../../../../shared/statistics/statistics-store.ts';
import { createSubscriptionStore } from '../../../../shared/subscription/subscription-store.ts';
import { aSubscription } from '../../../fixtures/a-subscription.ts';
import { deliveriesTable } from '../../../fixtures/deliveries-table.ts';
import { encryptingAws } from '../../shared/encryption/encrypting-aws.ts';

const NOW = Date.UTC(2026, 0, 15, 10, 30);
const BATCH = 10;
const now = () => NOW;
const subscription = aSubscription({ updatedAt: NOW - 1_000 });

const answered: Outcome = {
  kind: 'delivered',
  response: {
    statusCode: 200,
    headers: {
      date: 'Thu, 15 Jan 2026 10:30:00 GMT',
      'content-type': 'application/json; charset=utf-8',
      'content-length': '15',
      connection: 'keep-alive',
      server: 'nginx/1.25.3',
      'x-request-id': '7d1fd5d1-3c0f-4ad5-9a43-6b7b6a3d94d1',
    },
    body: '{"status":"ok"}',
    bodyTruncated: false,
  },
};

test('a first success with 2 KB of payload takes at most 3 write units, and its batch one', async (t) => {
  const { write, read } = await unitsOf(t, prose(2_048));
  t.diagnostic(
    `2 KB of prose, batch of ${BATCH}: ${write / BATCH} write and ${read / BATCH} read units a delivery, the batch's share in both`,
  );
  assert.ok(write <= 3 * BATCH + 1, `${write} write units for ${BATCH} deliveries`);
  assert.ok(read <= 2 * BATCH, `${read} read units for ${BATCH} deliveries`);
});

test('each further compressed kilobyte takes one more', async (t) => {
  const { write: small } = await unitsOf(t, hex(2_048));
  const { write: large } = await unitsOf(t, hex(2_048 + 8 * 2_048));
  assert.ok(small <= 3 * BATCH + 1, `${small} write units for ${BATCH} deliveries`);
  const perDelivery = (large - small) / BATCH;
  t.diagnostic(`2 KB that shrink to a half: ${small / BATCH}; 16 KB more of it: ${perDelivery} more`);
  assert.ok(
    perDelivery >= 8 && perDelivery <= 10,
    `${perDelivery} more write units for 8 compressed KB more`,
  );
});

/** What one batch of first-time successes costs, each with this text in its data. */
async function unitsOf(t: TestContext, text: string) {
  for (const method of ['info', 'error'] as const) t.mock.method(console, method, () => undefined);
  const { dynamodb, createTable, cipher: newCipher } = await encryptingAws(t);
  await createTable('subscriptions');
  await dynamodb.send(new CreateTableCommand(deliveriesTable('deliveries')));
  const makesKeys = { dynamodb, table: 'subscriptions', cipher: newCipher(), now };
  const subscriptions = createSubscriptionStore(makesKeys);
  await subscriptions.insert(subscription);
  const used = meter(dynamodb);
  const results = await deliverBatch(dependencies(dynamodb, newCipher({ makesKeys: false })), batchOf(text));
  assert.ok(results.every(({ done }) => done));
  return used;
}

function dependencies(dynamodb: DynamoDBClient, cipher: AccountCipher): DeliverDependencies {
  const deliveries = { dynamodb, table: 'deliveries', cipher, now, retentionSeconds: 90 * 86_400 };
  return {
    now,
    readBatch: createReadBatch({
      dynamodb,
      subscriptionsTable: 'subscriptions',
      deliveriesTable: 'deliveries',
      cipher,
    }),
    log: createDeliveryLog(deliveries),
    subscriptions: createSubscriptionStore({ dynamodb, table: 'subscriptions', cipher, now }),
    transformer: { transform: () => Promise.reject(new Error('There is no transform.')) },
    growLogBuckets: () => Promise.reject(new Error('One partition is enough.')),
    statistics: createStatisticsStore(deliveries),
    health: createHealthStore({ dynamodb, table: 'subscriptions' }),
    healthDurations: { firstCooldownMs: 60_000, longestCooldownMs: 60_000, disableAfterMs: 86_400_000 },
    attempt: () => Promise.resolve(answered),
    sqs: { send: () => Promise.reject(new Error('Nothing is hidden.')) } as unknown as SQSClient,
    events: {} as EventBridgeClient,
    eventBusName: 'webhooks-test',
    reserveSlots: () => Promise.resolve([]),
    slotWaitMs: 0,
    waitUntil: () => Promise.resolve(),
    inactiveHideMs: 1_000,
    claimMs: 90_000,
    writeMetrics: () => undefined,
    random: () => 0,
  };
}

/** Adds up what DynamoDB says that every call of this client consumes. */
function meter(dynamodb: DynamoDBClient): { read: number; write: number } {
  const used = { read: 0, write: 0 };
  dynamodb.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (call) => {
        Object.assign(call.input, { ReturnConsumedCapacity: 'TOTAL' });
        const result = await next(call);
        const { ConsumedCapacity: consumed = [] } = result.output as { ConsumedCapacity?: Consumed };
        const units = [consumed].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
        used[/Get|Query/.test(commandName) ? 'read' : 'write'] += units;
        return result;
      },
    { step: 'initialize' },
  );
  return used;
}

type Consumed = ConsumedCapacity | readonly ConsumedCapacity[];

function batchOf(text: string): SQSEvent {
  return { Records: Array.from({ length: BATCH }, () => record(text)) };
}

function record(text: string): SQSRecord {
  const event = {
    version: '0',
    id: randomUUID(),
    'detail-type': 'call.ended',
    source: 'freyavoice.calls',
    time: new Date(NOW).toISOString(),
    detail: { account_id: subscription.accountId, data: { call_id: 'call_123', transcript: text } },
  };
  return {
    messageId: randomUUID(),
    receiptHandle: randomUUID(),
    body: JSON.stringify(event),
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: String(NOW),
      SenderId: 'AIDAEXAMPLE',
      ApproximateFirstReceiveTimestamp: String(NOW),
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:us-east-1:111122223333:webhooks-test-${subscription.id}`,
    awsRegion: 'us-east-1',
  };
}

/** Random hexadecimal digits shrink to a half. */
function hex(bytes: number): string {
  return Array.from({ length: bytes / 4 }, () => randomUUID().slice(0, 4)).join('');
}

const WORDS =
  'the caller asked about an invoice from last month and agent said that payment was received on tuesday but support would look into refund of shipping cost again tomorrow morning please hold line thank you for waiting'.split(
    ' ',
  );

/** Words in an order that does not repeat: it shrinks as a transcript does, and not to nothing. */
function prose(bytes: number): string {
  let text = '';
  for (let n = 1; text.length < bytes; n++) text += `${WORDS[((n * n * 7 + n * 3) % 1_009) % WORDS.length]} `;
  return text.slice(0, bytes);
}
