import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import middy from '@middy/core';
import type { SQSEvent } from 'aws-lambda';
import { createDeliveryLog } from '../../shared/delivery/delivery-log.ts';
import { createAttempt } from './create-attempt.ts';
import { deliverBatch } from './deliver-batch.ts';
import type { DeliverDependencies } from './dependencies.ts';
import type { DeliverEnvironment } from './environment.ts';
import { partialBatch } from './partial-batch.ts';

const dependencies = createDependencies(process.env as DeliverEnvironment);

/** Receives a batch of one subscription's queue and POSTs each event to the customer's endpoint. */
export const handler = middy<SQSEvent, unknown>()
  .use(partialBatch())
  .handler((event) => deliverBatch(dependencies, event));

function createDependencies(environment: DeliverEnvironment): DeliverDependencies {
  const dynamodb = new DynamoDBClient({});
  return {
    dynamodb,
    sqs: new SQSClient({ useQueueUrlAsEndpoint: false }),
    subscriptionsTable: environment.SUBSCRIPTIONS_TABLE,
    deliveriesTable: environment.DELIVERIES_TABLE,
    log: createDeliveryLog({
      dynamodb,
      table: environment.DELIVERIES_TABLE,
      now: Date.now,
      retentionSeconds: Number(environment.LOG_RETENTION_SECONDS),
    }),
    attempt: createAttempt(environment.ADDRESS_RULES !== 'any'),
    claimMs: Number(environment.CLAIM_SECONDS) * 1_000,
    now: Date.now,
    random: Math.random,
  };
}
