import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { createDeliveryLog, type RecordedAttempt } from '../shared/delivery/delivery-log.ts';
import { createAccountCipher } from '../shared/encryption/account-cipher.ts';
import type { RunningPlatform } from './running-platform.ts';

const AT_ONCE = 4;
const BATCH = 25;
/** One delivery in so many is exhausted. */
const EXHAUSTED_IN = 20;
/** They lie behind us, this far apart. */
const APART_MS = 50;

/** Stores deliveries of one attempt each, by the very code and encryption that `deliver` stores them with. */
export async function fillLog(
  platform: RunningPlatform,
  { subscriptionId, attempts }: { readonly subscriptionId: string; readonly attempts: number },
): Promise<void> {
  const { accountId } = platform;
  const { log, close } = await openLog(platform);
  const start = Date.now() - attempts * APART_MS;
  let next = 0;
  const work = async () => {
    for (let from = next; from < attempts; from = next) {
      next += BATCH;
      const numbers = Array.from({ length: Math.min(BATCH, attempts - from) }, (_, index) => from + index);
      await log.recordSuccesses(
        numbers.map((number) =>
          recorded({ accountId, subscriptionId, at: start + number * APART_MS }, number),
        ),
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  close();
}

async function openLog({ awsEndpointUrl, region }: RunningPlatform) {
  const options = {
    endpoint: awsEndpointUrl,
    region,
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  };
  const lambda = new LambdaClient(options);
  const { Environment } = await lambda.send(
    new GetFunctionConfigurationCommand({ FunctionName: 'webhooks-local-deliver' }),
  );
  const variable = (name: string) => {
    const value = Environment?.Variables?.[name];
    if (value === undefined) throw new Error(`deliver has no variable ${name}.`);
    return value;
  };
  const dynamodb = new DynamoDBClient(options);
  const kms = new KMSClient(options);
  const now = Date.now;
  const cipher = createAccountCipher({
    kms,
    dynamodb,
    table: variable('ACCOUNT_KEYS_TABLE'),
    kmsKeyArn: variable('KMS_KEY_ARN'),
    now,
  });
  const retentionSeconds = Number(variable('LOG_RETENTION_SECONDS'));
  const log = createDeliveryLog({
    dynamodb,
    table: variable('DELIVERIES_TABLE'),
    cipher,
    now,
    retentionSeconds,
  });
  const close = () => {
    for (const client of [lambda, dynamodb, kms]) client.destroy();
  };
  return { log, close };
}

function recorded(
  { at, ...ids }: { readonly accountId: string; readonly subscriptionId: string; readonly at: number },
  number: number,
): RecordedAttempt {
  const isExhausted = number % EXHAUSTED_IN === 0;
  return {
    delivery: {
      ...ids,
      messageId: `msg_${randomUUID().replaceAll('-', '')}`,
      eventType: 'call.ended',
      status: isExhausted ? 'exhausted' : 'delivered',
      ...(isExhausted && { reason: 'attempts_exhausted' as const }),
      round: 1,
      attempts: 1,
      attemptsBeforeRound: 0,
      firstAttemptAt: at,
      lastAttemptAt: at,
      body: JSON.stringify({
        event: 'call.ended',
        timestamp: new Date(at).toISOString(),
        data: { call_id: number },
      }),
    },
    attempt: {
      number: 1,
      round: 1,
      startedAt: at,
      durationMs: 40,
      outcome: isExhausted ? 'retryable' : 'delivered',
      statusCode: isExhausted ? 500 : 200,
      ...(isExhausted && { errorCode: 'http_status' as const }),
      requestHeaders: { 'content-type': 'application/json', 'webhook-attempt': '1' },
      responseHeaders: { date: new Date(at).toUTCString() },
      responseBody: 'ok',
      responseTruncated: false,
    },
  };
}
