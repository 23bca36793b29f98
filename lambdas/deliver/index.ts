import { setTimeout } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { KMSClient } from '@aws-sdk/client-kms';
import { SQSClient } from '@aws-sdk/client-sqs';
import middy from '@middy/core';
import type { Context, SQSEvent } from 'aws-lambda';
import { clientSettings } from '../../shared/aws-client/client-settings.ts';
import { createDeliveryLog } from '../../shared/delivery/delivery-log.ts';
import { createReadBatch } from '../../shared/delivery/read-batch.ts';
import type { TestDelivery } from '../../shared/delivery/test-delivery.ts';
import { createAccountCipher } from '../../shared/encryption/account-cipher.ts';
import { createHealthStore } from '../../shared/health/health-store.ts';
import { createWriteMetrics } from '../../shared/metrics/write-metrics.ts';
import { reserveSlots } from '../../shared/rate-limit/reserve-slots.ts';
import { createStatisticsStore } from '../../shared/statistics/statistics-store.ts';
import { growLogBuckets } from '../../shared/subscription/grow-log-buckets.ts';
import { createSubscriptionStore } from '../../shared/subscription/subscription-store.ts';
import { createTransformer } from '../../shared/transform/create-transformer.ts';
import { createAttempt } from './create-attempt.ts';
import { deliverBatch } from './deliver-batch.ts';
import { deliverTest } from './deliver-test.ts';
import type { DeliverDependencies } from './dependencies.ts';
import type { DeliverEnvironment } from './environment.ts';
import { partialBatch } from './partial-batch.ts';

const dependencies = createDependencies(process.env as DeliverEnvironment);

const batchHandler = middy<SQSEvent, unknown>()
  .use(partialBatch())
  .handler((event) => deliverBatch(dependencies, event));

const testHandler = middy<TestDelivery, unknown>().handler((event, context: Context) =>
  deliverTest(dependencies, event, context.getRemainingTimeInMillis()),
);

/** Receives a batch of one subscription's queue and POSTs each event to the customer's endpoint; or makes one test. */
export const handler = (event: SQSEvent | TestDelivery, context: Context): Promise<unknown> =>
  'Records' in event ? batchHandler(event, context) : testHandler(event, context);

function createDependencies(environment: DeliverEnvironment): DeliverDependencies {
  const dynamodb = new DynamoDBClient(clientSettings);
  const now = Date.now;
  const cipher = createAccountCipher({
    kms: new KMSClient(clientSettings),
    dynamodb,
    table: environment.ACCOUNT_KEYS_TABLE,
    kmsKeyArn: environment.KMS_KEY_ARN,
    now,
  });
  const subscriptionsTable = { dynamodb, table: environment.SUBSCRIPTIONS_TABLE, cipher, now };
  return {
    sqs: new SQSClient({ ...clientSettings, useQueueUrlAsEndpoint: false }),
    readBatch: createReadBatch({
      dynamodb,
      subscriptionsTable: environment.SUBSCRIPTIONS_TABLE,
      deliveriesTable: environment.DELIVERIES_TABLE,
      cipher,
    }),
    log: createDeliveryLog({
      dynamodb,
      table: environment.DELIVERIES_TABLE,
      cipher,
      now: Date.now,
      retentionSeconds: Number(environment.LOG_RETENTION_SECONDS),
    }),
    attempt: createAttempt(environment.ADDRESS_RULES !== 'any'),
    subscriptions: createSubscriptionStore(subscriptionsTable),
    transformer: createTransformer({
      processUrl: new URL('./transform-process.mjs', import.meta.url),
      readable: import.meta.dirname,
    }),
    statistics: createStatisticsStore({
      dynamodb,
      table: environment.DELIVERIES_TABLE,
      retentionSeconds: Number(environment.LOG_RETENTION_SECONDS),
    }),
    growLogBuckets: (subscription, buckets) => growLogBuckets(subscriptionsTable, subscription, buckets),
    health: createHealthStore(subscriptionsTable),
    healthDurations: {
      firstCooldownMs: seconds(environment.BREAKER_COOLDOWN_SECONDS),
      longestCooldownMs: seconds(environment.BREAKER_LONGEST_SECONDS),
      disableAfterMs: seconds(environment.DISABLE_AFTER_SECONDS),
    },
    events: new EventBridgeClient(clientSettings),
    eventBusName: environment.EVENT_BUS_NAME,
    reserveSlots: (request) => reserveSlots(subscriptionsTable, request),
    slotWaitMs: seconds(environment.SLOT_WAIT_SECONDS),
    waitUntil: (at) => setTimeout(Math.max(0, at - now())),
    inactiveHideMs: seconds(environment.INACTIVE_HIDE_SECONDS),
    claimMs: seconds(environment.CLAIM_SECONDS),
    writeMetrics: createWriteMetrics(environment.RESOURCE_PREFIX, now),
    now,
    random: Math.random,
  };
}

function seconds(text: string): number {
  return Number(text) * 1_000;
}
