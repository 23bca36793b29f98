import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { clientSettings } from '../../shared/aws-client/client-settings.ts';
import { createAccountCipher } from '../../shared/encryption/account-cipher.ts';
import { createDeliveryLog } from '../../shared/delivery/delivery-log.ts';
import { createWriteMetrics } from '../../shared/metrics/write-metrics.ts';
import { reconcile } from '../../shared/provisioning/reconcile.ts';
import { resourceArns } from '../../shared/provisioning/resource-arns.ts';
import { createSubscriptionLease } from '../../shared/provisioning/subscription-lease.ts';
import { createPublicKeyStore } from '../../shared/signature/public-key-store.ts';
import { listDirty } from '../../shared/subscription/list-dirty.ts';
import { createRemovedSubscriptions } from '../../shared/subscription/removed-subscriptions.ts';
import { createSubscriptionStore } from '../../shared/subscription/subscription-store.ts';
import { queueAddress } from '../../shared/queue/queue-address.ts';
import { sendResend } from '../../shared/queue/send-resend.ts';
import { createSweep } from './create-sweep.ts';
import type { ReconcileEnvironment } from './environment.ts';
import { createEraser } from './eraser.ts';
import { createJobRunner } from './job-runner.ts';
import type { ReconcileEvent } from './reconcile-event.ts';
import { settingsFrom } from './settings-from.ts';
import { sweepDurationsFrom } from './sweep-durations-from.ts';
import { type SubscriptionKey, tick } from './tick.ts';

const environment = process.env as ReconcileEnvironment;
const table = environment.SUBSCRIPTIONS_TABLE;
const dynamodb = new DynamoDBClient(clientSettings);
const settings = settingsFrom(environment);
const clients = {
  sqs: new SQSClient({ ...clientSettings, useQueueUrlAsEndpoint: false }),
  events: new EventBridgeClient(clientSettings),
  lambda: new LambdaClient(clientSettings),
};
const now = Date.now;
const publicKeys = createPublicKeyStore({ dynamodb, table });
const cipher = createAccountCipher({
  kms: new KMSClient(clientSettings),
  dynamodb,
  table: environment.ACCOUNT_KEYS_TABLE,
  kmsKeyArn: environment.KMS_KEY_ARN,
  now,
});
const subscriptions = createSubscriptionStore({ dynamodb, table, cipher, now });
const writeMetrics = createWriteMetrics(settings.prefix, now);
const jobs = createJobRunner({
  dynamodb,
  table,
  sqs: clients.sqs,
  events: clients.events,
  settings,
  archiveDelayMs: Number(environment.ARCHIVE_DELAY_SECONDS) * 1_000,
  subscriptions,
  writeMetrics,
  stalledAfterMs: Number(environment.JOB_STALLED_SECONDS) * 1_000,
  now,
});
const removed = createRemovedSubscriptions({
  dynamodb,
  table,
  now,
  retentionSeconds: Number(environment.LOG_RETENTION_SECONDS),
});
const eraser = createEraser({
  dynamodb,
  accountsTable: environment.ACCOUNTS_TABLE,
  subscriptionsTable: table,
  deliveriesTable: environment.DELIVERIES_TABLE,
  removed,
  // The longest that a function runs: by then a message that it had in hand is visible again.
  quietMs: settings.visibilityTimeoutSeconds * 1_000,
  subscriptions,
  cipher,
  reconcileOne,
  now,
});
const sweep = createSweep({
  dynamodb,
  clients,
  settings,
  subscriptions,
  reconcileOne,
  writeMetrics,
  now,
  subscriptionsTable: table,
  deliveriesTable: environment.DELIVERIES_TABLE,
  log: createDeliveryLog({
    dynamodb,
    table: environment.DELIVERIES_TABLE,
    cipher,
    now,
    retentionSeconds: Number(environment.LOG_RETENTION_SECONDS),
  }),
  durations: sweepDurationsFrom(environment),
});

/** One subscription is left alone with less time than this. */
const NEEDED_MS = 15_000;

/** Makes subscriptions true and mends deliveries: what `api` asks for, and all that is due when the schedule ticks. */
export const handler = middy<ReconcileEvent, unknown>().handler((event, context: Context) => {
  if ('resend' in event) return resend(event.resend);
  if ('erase' in event) return eraser.eraseNow(event.erase.account_id, timeIn(context));
  if ('job_id' in event) return jobs.runNow({ accountId: event.account_id, id: event.job_id });
  if ('subscription_id' in event)
    return reconcileOne({ accountId: event.account_id, id: event.subscription_id });
  return tickOnce(context);
});

/** A tick that ends is counted: that none has been for a while is what an operator is told of. */
async function tickOnce(context: Context) {
  const hasTime = timeIn(context);
  const counts = await tick({
    listDirty: () => listDirty({ dynamodb, table }, now()),
    reconcileOne,
    hasTime,
  });
  const { tried, failed } = counts;
  await jobs.runDue(() => context.getRemainingTimeInMillis());
  await eraser.eraseDue(hasTime);
  await sweep(hasTime);
  writeMetrics({ Ticks: 1, Reconciled: tried - failed, ReconcileFailed: failed });
  return counts;
}

function timeIn(context: Context): () => boolean {
  return () => context.getRemainingTimeInMillis() > NEEDED_MS;
}

function reconcileOne(key: SubscriptionKey) {
  const { get } = subscriptions;
  const lease = createSubscriptionLease({ dynamodb, table, cipher, now, get, holder: randomUUID() });
  return reconcile({ clients, settings, publicKeys, lease, removed, subscriptions, now }, key);
}

function resend({ subscription_id: id, ...resent }: Extract<ReconcileEvent, { resend: unknown }>['resend']) {
  return sendResend(clients.sqs, queueAddress(resourceArns(settings, id).queue).queueUrl, resent);
}
