import type { TestContext } from 'node:test';
import type { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
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
  /** `slow` is answered by a later step, if the function has not run out of time by then. */
  readonly outcome: 'delivered' | 'failed' | 'crash' | 'slow';
  /** How far off the next slot under the rate limit is. @default 0 */
  readonly slotInMs?: number;
  /** An operation that fails during this step. */
  readonly refuses: string | undefined;
  /** What those are answered, at the end of this step, that still wait for their answer. */
  readonly answers?: 'delivered' | 'failed' | undefined;
};

type Received = Pick<Step, 'outcome' | 'slotInMs'>;

type Copy = { receiveCount: number; gone: boolean };
/** A batch whose endpoint has not answered yet. */
type Slow = {
  readonly since: number;
  readonly answer: (outcome: Outcome) => void;
  readonly ended: Promise<void>;
};

const QUEUE_ARN = 'arn:aws:sqs:eu-west-1:111122223333:webhooks-test-sub_0190c0ffee0190c0ffee0190c0ffee01';
const CLAIM_MS = 90_000;
/** As long as the function may run. */
const FUNCTION_MS = 60_000;
const LONG_MS = 86_400_000;

/** `deliver` over the embedded DynamoDB and KMS, with a clock, an endpoint and a queue that a test moves by hand. */
export async function createDeliverWorld(test: TestContext, scheduleSeconds: readonly number[]) {
  for (const method of ['info', 'warn', 'error'] as const) test.mock.method(console, method, () => undefined);
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
    const seen = { sent: 0, deadLetters: 0, announced: [] as Announced[] };
    const slow: Slow[] = [];
    let refused: string | undefined;

    const dependencies = (
      { outcome, slotInMs = 0 }: Received,
      crashed: () => void,
      waiting: (answer: Slow['answer']) => void,
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
      sqs: {
        send: (command: unknown) => answerSqs(command, seen, refused === 'SendMessage'),
      } as unknown as SQSClient,
      events: {
        send: (command: PutEventsCommand) => answerEvents(command, seen, refused === 'PutEvents'),
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
        if (outcome === 'slow') return new Promise((resolve) => waiting(resolve));
        if (outcome !== 'crash') return Promise.resolve(OUTCOMES[outcome]);
        crashed();
        return new Promise(() => undefined);
      },
    });

    function acknowledge(results: Awaited<ReturnType<typeof deliverBatch>>): void {
      for (const { sqsMessageId, done } of results) {
        const copy = copies[Number(sqsMessageId)];
        if (copy && done) copy.gone = true;
      }
    }

    async function receive(indexes: readonly number[], step: Received): Promise<void> {
      const live = indexes.filter((index) => !copies[index]?.gone);
      const Records = live.map((index) => aRecord(envelopeId, index, copies[index] as Copy));
      if (Records.length === 0) return;
      const since = clock.now;
      await new Promise<void>((resolve) => {
        // A function that dies takes the whole batch with it: nobody hears its results.
        const ended: Promise<void> = deliverBatch(
          dependencies(step, resolve, (answer) => {
            slow.push({ since, answer, ended });
            resolve();
          }),
          { Records },
        )
          .then(acknowledge, () => undefined)
          .finally(resolve);
      });
    }

    /** Answers the batches that wait; those that have waited for too long have died. */
    async function answerSlow(answer: 'delivered' | 'failed'): Promise<void> {
      for (const each of slow.splice(0)) {
        if (clock.now > each.since + FUNCTION_MS) continue;
        each.answer(OUTCOMES[answer]);
        await each.ended;
      }
    }

    return {
      async take({ advanceMs, copies: indexes, refuses, answers, ...step }: Step): Promise<void> {
        clock.now += advanceMs;
        refused = refuses;
        aws.failOn(refuses ?? '');
        await receive(indexes, step);
        if (answers) await answerSlow(answers);
        aws.failOn('');
        refused = undefined;
      },
      /** Receives every copy again and again, at an endpoint that fails, until all are acknowledged. */
      async drain(): Promise<void> {
        for (let turn = 0; turn < 20 && copies.some(({ gone }) => !gone); turn++) {
          clock.now += CLAIM_MS;
          for (const index of [0, 1, 2]) await receive([index], { outcome: 'failed' });
        }
        if (copies.some(({ gone }) => !gone)) throw new Error('A copy is received for ever.');
      },
      /** Where the row stands now; undefined where there is none. */
      async status(): Promise<string | undefined> {
        const messageId = `msg_${envelopeId.replaceAll('-', '')}`;
        const found = await log.get(subscription.accountId, messageId, subscription.id);
        return found?.delivery.status;
      },
      async outcome(): Promise<
        { attempts: readonly Attempt[]; status: string; counted: number } & typeof seen
      > {
        const messageId = `msg_${envelopeId.replaceAll('-', '')}`;
        const found = await log.get(subscription.accountId, messageId, subscription.id);
        if (!found) throw new Error(`${messageId} has left no trace.`);
        const { status, attempts: counted } = found.delivery;
        return { ...seen, attempts: found.attempts, status, counted };
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

function answerSqs(command: unknown, seen: { deadLetters: number }, refused: boolean): Promise<object> {
  if (command instanceof SendMessageCommand && refused) return Promise.reject(new Error('an outage'));
  if (command instanceof SendMessageCommand) seen.deadLetters++;
  else if (!(command instanceof ChangeMessageVisibilityBatchCommand))
    return Promise.reject(new Error(`deliver sent SQS something else: ${String(command)}`));
  return Promise.resolve({});
}

export type Announced = { readonly key: string; readonly attempts: number; readonly statusCode?: number };

function answerEvents(
  { input: { Entries = [] } }: PutEventsCommand,
  seen: { announced: Announced[] },
  refused: boolean,
): Promise<object> {
  if (refused) return Promise.resolve({ FailedEntryCount: Entries.length });
  for (const { Detail = '' } of Entries) {
    const { idempotency_key: key, data } = JSON.parse(Detail) as {
      idempotency_key: string;
      data: { attempts: number; last_status_code?: number };
    };
    const { attempts, last_status_code: statusCode } = data;
    seen.announced.push({ key, attempts, ...(statusCode !== undefined && { statusCode }) });
  }
  return Promise.resolve({ FailedEntryCount: 0 });
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
