import type { TestContext } from 'node:test';
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { ChangeMessageVisibilityBatchCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { deliverBatch } from '../../lambdas/deliver/deliver-batch.ts';
import type { DeliverDependencies } from '../../lambdas/deliver/dependencies.ts';
import type { Attempt } from '../../shared/delivery/delivery.ts';
import { createDeliveryLog } from '../../shared/delivery/delivery-log.ts';
import { createReadBatch } from '../../shared/delivery/read-batch.ts';
import type { Outcome } from '../../shared/delivery/outcome.ts';
import { createHealthStore } from '../../shared/health/health-store.ts';
import { createStatisticsStore } from '../../shared/statistics/statistics-store.ts';
import { createSubscriptionStore } from '../../shared/subscription/subscription-store.ts';
import { aSubscription } from '../fixtures/a-subscription.ts';
import { encryptingAws } from '../unit/shared/encryption/encrypting-aws.ts';

export type Step = {
  readonly advanceMs: number;
  /** Which of the message's three copies are received, whether they are visible or not. */
  readonly copies: readonly number[];
  readonly outcome: 'delivered' | 'failed' | 'crash';
  /** How far off the next slot under the rate limit is. */
  readonly slotInMs: number;
  /** An operation of DynamoDB, or EventBridge's PutEvents, that fails during this step. */
  readonly refuses: string | undefined;
};

type Received = Pick<Step, 'outcome' | 'slotInMs' | 'refuses'>;

type Copy = { receiveCount: number; gone: boolean };

const QUEUE_ARN = 'arn:aws:sqs:eu-west-1:111122223333:webhooks-test-sub_0190c0ffee0190c0ffee0190c0ffee01';
const CLAIM_MS = 90_000;
const LONG_MS = 86_400_000;

/** `deliver` over the embedded DynamoDB and KMS, with a clock, an endpoint and a queue that a test moves by hand. */
export async function createDeliverWorld(test: TestContext, scheduleSeconds: readonly number[]) {
  for (const method of ['info', 'error'] as const) test.mock.method(console, method, () => undefined);
  const aws = await encryptingAws(test);
  await aws.createTable('subscriptions');
  await aws.createTable('deliveries');
  const { dynamodb, clock } = aws;
  const cipher = aws.cipher();
  const now = () => clock.now;
  const subscriptions = createSubscriptionStore({ dynamodb, table: 'subscriptions', cipher, now });
  const readBatch = createReadBatch({
    dynamodb,
    subscriptionsTable: 'subscriptions',
    deliveriesTable: 'deliveries',
    cipher,
  });
  const log = createDeliveryLog({ dynamodb, table: 'deliveries', cipher, now, retentionSeconds: LONG_MS });
  const subscription = aSubscription({ retryPolicy: { scheduleSeconds }, rateLimitPerSecond: 1 });
  await subscriptions.insert(subscription);

  function newMessage() {
    const envelopeId = crypto.randomUUID();
    const copies: Copy[] = [0, 1, 2].map(() => ({ receiveCount: 0, gone: false }));
    const seen = { sent: 0, deadLetters: 0 };

    const dependencies = (
      { outcome, slotInMs, refuses }: Received,
      crashed: () => void,
    ): DeliverDependencies => ({
      readBatch,
      log,
      subscriptions,
      transformer: { transform: () => Promise.reject(new Error('No subscription here has a transform.')) },
      growLogBuckets: () => Promise.resolve(),
      statistics: createStatisticsStore({ dynamodb, table: 'deliveries', retentionSeconds: LONG_MS }),
      health: createHealthStore({ dynamodb, table: 'subscriptions' }),
      // The breaker and the failure rule have tests of their own; here they stay out of the way.
      healthDurations: { firstCooldownMs: 0, longestCooldownMs: 0, disableAfterMs: 365 * LONG_MS },
      sqs: { send: (command: unknown) => answerSqs(command, seen) } as unknown as SQSClient,
      events: {
        send: () => Promise.resolve({ FailedEntryCount: refuses === 'PutEvents' ? 1 : 0 }),
      } as unknown as EventBridgeClient,
      eventBusName: 'webhooks-test',
      reserveSlots: ({ count }) => Promise.resolve(Array<number>(count).fill(now() + slotInMs)),
      slotWaitMs: 0,
      waitUntil: () => Promise.resolve(),
      inactiveHideMs: 1_000,
      claimMs: CLAIM_MS,
      writeMetrics: () => undefined,
      now,
      random: () => 0,
      attempt: () => {
        seen.sent++;
        if (outcome !== 'crash') return Promise.resolve(OUTCOMES[outcome]);
        crashed();
        return new Promise(() => undefined);
      },
    });

    async function receive(indexes: readonly number[], step: Received): Promise<void> {
      const live = indexes.filter((index) => !copies[index]?.gone);
      const Records = live.map((index) => aRecord(envelopeId, index, copies[index] as Copy));
      if (Records.length === 0) return;
      const results = await new Promise<Awaited<ReturnType<typeof deliverBatch>>>((resolve, reject) => {
        // A function that dies takes the whole batch with it: nobody hears its results.
        deliverBatch(
          dependencies(step, () => resolve([])),
          { Records },
        ).then(resolve, reject);
      }).catch(() => []);
      for (const { sqsMessageId, done } of results) {
        const copy = copies[Number(sqsMessageId)];
        if (copy && done) copy.gone = true;
      }
    }

    return {
      async take({ advanceMs, copies: indexes, ...step }: Step): Promise<void> {
        clock.now += advanceMs;
        aws.failOn(step.refuses ?? '');
        await receive(indexes, step);
        aws.failOn('');
      },
      /** Receives every copy again and again, at an endpoint that fails, until all are acknowledged. */
      async drain(): Promise<void> {
        for (let turn = 0; turn < 20 && copies.some(({ gone }) => !gone); turn++) {
          clock.now += CLAIM_MS;
          for (const index of [0, 1, 2])
            await receive([index], { outcome: 'failed', slotInMs: 0, refuses: undefined });
        }
        if (copies.some(({ gone }) => !gone)) throw new Error('A copy is received for ever.');
      },
      async outcome(): Promise<{ attempts: readonly Attempt[]; status: string } & typeof seen> {
        const messageId = `msg_${envelopeId.replaceAll('-', '')}`;
        const found = await log.get(subscription.accountId, messageId, subscription.id);
        if (!found) throw new Error(`${messageId} has left no trace.`);
        return { ...seen, attempts: found.attempts, status: found.delivery.status };
      },
    };
  }

  return { newMessage };
}

const response = { statusCode: 200, headers: {}, body: '', bodyTruncated: false };
const OUTCOMES: Readonly<Record<'delivered' | 'failed', Outcome>> = {
  delivered: { kind: 'delivered', response },
  failed: { kind: 'retryable', errorCode: 'http_status', response: { ...response, statusCode: 500 } },
};

function answerSqs(command: unknown, seen: { deadLetters: number }): Promise<object> {
  if (command instanceof SendMessageCommand) seen.deadLetters++;
  else if (!(command instanceof ChangeMessageVisibilityBatchCommand))
    return Promise.reject(new Error(`deliver sent SQS something else: ${String(command)}`));
  return Promise.resolve({});
}

function aRecord(envelopeId: string, index: number, copy: Copy): SQSRecord {
  copy.receiveCount++;
  const event = {
    id: envelopeId,
    'detail-type': 'call.ended',
    time: '2026-01-01T00:00:00Z',
    source: 'test',
    detail: { account_id: 'demo', data: {} },
  };
  return {
    messageId: String(index),
    receiptHandle: `receipt-${index}`,
    body: JSON.stringify(event),
    attributes: {
      ApproximateReceiveCount: String(copy.receiveCount),
      SentTimestamp: '0',
      SenderId: 'test',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: QUEUE_ARN,
    awsRegion: 'eu-west-1',
  };
}
