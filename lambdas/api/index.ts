import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createAccountStore } from '../../shared/account/account-store.ts';
import { createAdministratorKey } from '../../shared/account/administrator-key.ts';
import { createErasureList } from '../../shared/account/erasure-list.ts';
import { createKeyStore } from '../../shared/account/key-store.ts';
import { createLimitsCache } from '../../shared/account/limits-cache.ts';
import { createSubscriptionCount } from '../../shared/account/subscription-count.ts';
import { createUsageCounter } from '../../shared/account/usage-counter.ts';
import { createAuditLog } from '../../shared/audit/audit-log.ts';
import { clientSettings } from '../../shared/aws-client/client-settings.ts';
import { createDeliveryLog } from '../../shared/delivery/delivery-log.ts';
import { createAccountCipher } from '../../shared/encryption/account-cipher.ts';
import { createRequestStore } from '../../shared/idempotency/request-store.ts';
import { createJobStore } from '../../shared/job/job-store.ts';
import { type Event, putEvent } from '../../shared/emit/put-event.ts';
import { createPortalCodeStore } from '../../shared/portal/portal-code-store.ts';
import { createPublicKeyStore } from '../../shared/signature/public-key-store.ts';
import { createSubscriptionAdmission } from '../../shared/subscription/subscription-admission.ts';
import { createSubscriptionStore } from '../../shared/subscription/subscription-store.ts';
import { createHandler } from './create-handler.ts';
import { createLooking } from './create-looking.ts';
import { createMending } from './create-mending.ts';
import { createTrying } from './create-trying.ts';
import type { Dependencies, LogEntry } from './dependencies.ts';
import type { ApiEnvironment } from './environment.ts';
import { createErase } from './invoke-erasure.ts';
import { createReconcile } from './invoke-reconcile.ts';
import { routes } from './routes.ts';

export const handler = createHandler(dependencies(process.env as ApiEnvironment), routes);

function dependencies(environment: ApiEnvironment): Dependencies {
  const dynamodb = new DynamoDBClient(clientSettings);
  const lambda = new LambdaClient(clientSettings);
  const sqs = new SQSClient(clientSettings);
  const now = Date.now;
  const cipher = createAccountCipher({
    kms: new KMSClient(clientSettings),
    dynamodb,
    table: environment.ACCOUNT_KEYS_TABLE,
    kmsKeyArn: environment.KMS_KEY_ARN,
    now,
    makesKeys: true,
  });
  const accountsTable = { dynamodb, table: environment.ACCOUNTS_TABLE, now };
  const accounts = createAccountStore(accountsTable);
  const subscriptions = createSubscriptionStore({
    dynamodb,
    table: environment.SUBSCRIPTIONS_TABLE,
    cipher,
    now,
  });
  const count = createSubscriptionCount(accountsTable);
  const jobs = createJobStore({ dynamodb, table: environment.SUBSCRIPTIONS_TABLE, now });
  const events = new EventBridgeClient(clientSettings);
  const bus = { events, busName: environment.EVENT_BUS_NAME };
  return {
    accounts,
    erasures: createErasureList(accountsTable),
    erase: createErase({ lambda, functionName: environment.RECONCILE_FUNCTION_NAME, log }),
    retention: {
      archiveMs: Number(environment.ARCHIVE_RETENTION_SECONDS) * 1_000,
      deadLettersMs: Number(environment.DLQ_RETENTION_SECONDS) * 1_000,
      functionLogsMs: Number(environment.FUNCTION_LOG_RETENTION_SECONDS) * 1_000,
    },
    keys: createKeyStore(accountsTable),
    limitsOf: createLimitsCache({ accounts, now }),
    countUse: createUsageCounter(accountsTable),
    auditLog: createAuditLog(accountsTable),
    portalCodes: createPortalCodeStore(accountsTable),
    putEvent: (event: Event) => putEvent(bus, event),
    isAdministratorKey: createAdministratorKey({
      secrets: new SecretsManagerClient(clientSettings),
      secretArn: environment.ADMIN_KEY_SECRET_ARN,
      now,
    }),
    requests: createRequestStore(accountsTable),
    subscriptions,
    admission: createSubscriptionAdmission({ accounts, subscriptions, jobs, count, now }),
    publicKeys: createPublicKeyStore({ dynamodb, table: environment.SUBSCRIPTIONS_TABLE }),
    // Read only here: what writes deliveries decides how long they are kept.
    deliveries: createDeliveryLog({
      dynamodb,
      table: environment.DELIVERIES_TABLE,
      cipher,
      now,
      retentionSeconds: 0,
    }),
    looking: createLooking(environment, { dynamodb, sqs }, now),
    mending: createMending(environment, { dynamodb, lambda, sqs }, { log, now }),
    trying: createTrying(environment, { events, lambda }, new URL('./', import.meta.url)),
    reconcile: createReconcile({
      lambda,
      functionName: environment.RECONCILE_FUNCTION_NAME,
      log,
    }),
    addressRules: environment.ADDRESS_RULES,
    egressIps: environment.EGRESS_IPS === 'any' ? [] : environment.EGRESS_IPS.split(','),
    now,
    log,
  };
}

const METHODS = { INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/** Lambda writes an object as JSON with its level and the request's id around it. */
function log(entry: LogEntry): void {
  console[METHODS[entry.level]](entry);
}
