import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { v7 } from 'uuid';
import { countDeliveries } from '../../shared/delivery/count-deliveries.ts';
import type { Delivery } from '../../shared/delivery/delivery.ts';
import type { IdSeed } from '../../shared/idempotency/id-seed.ts';
import { createJobStore } from '../../shared/job/job-store.ts';
import { messageToRecordBody } from '../../shared/message/message-to-record-body.ts';
import { resourceNames } from '../../shared/provisioning/resource-names.ts';
import { countMessages } from '../../shared/queue/count-messages.ts';
import type { Dependencies } from './dependencies.ts';
import type { ApiEnvironment } from './environment.ts';
import type { Mending } from './mending.ts';

type Clients = { readonly dynamodb: DynamoDBClient; readonly lambda: LambdaClient; readonly sqs: SQSClient };

/** Mending over AWS. Only reconcile puts anything into queues or starts anything: this API asks it to. */
export function createMending(
  environment: ApiEnvironment,
  { dynamodb, lambda, sqs }: Clients,
  { log, now }: Pick<Dependencies, 'log' | 'now'>,
): Mending {
  const reconcile = { lambda, functionName: environment.RECONCILE_FUNCTION_NAME };
  const deliveries = { dynamodb, table: environment.DELIVERIES_TABLE, now };
  return {
    jobs: createJobStore({ dynamodb, table: environment.SUBSCRIPTIONS_TABLE, now }),
    runJob: (accountId, jobId) => runJob(reconcile, log, { account_id: accountId, job_id: jobId }),
    resend: (delivery, seed) => resend(reconcile, delivery, seed),
    countDeadLetters: (id) =>
      countMessages(sqs, resourceNames(environment.RESOURCE_PREFIX, id).deadLetterQueue),
    countDeliveries: (wanted) => countDeliveries(deliveries, wanted),
    archiveRetentionMs: Number(environment.ARCHIVE_RETENTION_SECONDS) * 1_000,
  };
}

type Reconcile = { readonly lambda: LambdaClient; readonly functionName: string };

/** Nobody waits for a job, so it is only handed over. */
async function runJob(
  { lambda, functionName }: Reconcile,
  log: Dependencies['log'],
  event: { readonly account_id: string; readonly job_id: string },
): Promise<void> {
  try {
    await lambda.send(
      new InvokeCommand({
        FunctionName: functionName,
        InvocationType: 'Event',
        Payload: Buffer.from(JSON.stringify(event)),
      }),
    );
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    log({ level: 'WARN', message: 'job is left to the next tick', ...event, reason });
  }
}

async function resend(
  { lambda, functionName }: Reconcile,
  delivery: Delivery,
  seed: IdSeed | undefined,
): Promise<void> {
  const { messageId, subscriptionId } = delivery;
  const record = messageToRecordBody({ ...delivery, id: messageId });
  const event = { resend: { subscription_id: subscriptionId, id: v7(seed), body: record } };
  const { FunctionError } = await lambda.send(
    new InvokeCommand({ FunctionName: functionName, Payload: Buffer.from(JSON.stringify(event)) }),
  );
  if (FunctionError) throw new Error(`Message ${messageId} was not sent again: ${FunctionError}.`);
}
