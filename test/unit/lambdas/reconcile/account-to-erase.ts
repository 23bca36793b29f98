import { CreateTableCommand, type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { newApiKey } from '../../../../shared/account/api-key.ts';
import { defaultLimits } from '../../../../shared/account/default-limits.ts';
import { createUsageCounter } from '../../../../shared/account/usage-counter.ts';
import { newAuditId } from '../../../../shared/audit/audit-entry.ts';
import { createAuditLog } from '../../../../shared/audit/audit-log.ts';
import { createLookMarks } from '../../../../shared/dead-letter/look-marks.ts';
import { createDeliveryLog } from '../../../../shared/delivery/delivery-log.ts';
import type { Attempt, Delivery } from '../../../../shared/delivery/delivery.ts';
import { idempotentRequest } from '../../../../shared/idempotency/idempotent-request.ts';
import { createRequestStore } from '../../../../shared/idempotency/request-store.ts';
import { createJobStore } from '../../../../shared/job/job-store.ts';
import { newJob } from '../../../../shared/job/new-job.ts';
import { createReplayLock } from '../../../../shared/job/replay-lock.ts';
import { createPortalCodeStore } from '../../../../shared/portal/portal-code-store.ts';
import { reserveSlots } from '../../../../shared/rate-limit/reserve-slots.ts';
import { createStatisticsStore } from '../../../../shared/statistics/statistics-store.ts';
import { noStatistics } from '../../../../shared/statistics/statistics.ts';
import { createRemovedSubscriptions } from '../../../../shared/subscription/removed-subscriptions.ts';
import { createStrayMarks } from '../../../../shared/sweep/stray-marks.ts';
import { aSubscription } from '../../../fixtures/a-subscription.ts';
import type { AccountsTable } from '../../shared/account/accounts-table.ts';

const RETENTION_SECONDS = 90 * 86_400;
const BUCKETS = 2;

const key = (HASH: string, RANGE: string) => [
  { AttributeName: HASH, KeyType: 'HASH' as const },
  { AttributeName: RANGE, KeyType: 'RANGE' as const },
];
const named = (names: readonly string[]) =>
  names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const }));

/** The tables of subscriptions and deliveries, beside that of accounts. */
export async function createTables(dynamodb: DynamoDBClient): Promise<void> {
  const table = { BillingMode: 'PAY_PER_REQUEST' as const, KeySchema: key('pk', 'sk') };
  await dynamodb.send(
    new CreateTableCommand({
      ...table,
      TableName: 'subscriptions',
      AttributeDefinitions: named(['pk', 'sk']),
    }),
  );
  await dynamodb.send(
    new CreateTableCommand({
      ...table,
      TableName: 'deliveries',
      AttributeDefinitions: named(['pk', 'sk', 'outcome_key', 'outcome_at']),
      GlobalSecondaryIndexes: [
        {
          IndexName: 'by_outcome',
          KeySchema: key('outcome_key', 'outcome_at'),
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    }),
  );
}

/** Every row of the three tables that has a word anywhere. */
export async function rowsNaming(dynamodb: DynamoDBClient, word: string) {
  const tables = await Promise.all(
    ['accounts', 'subscriptions', 'deliveries'].map((TableName) =>
      dynamodb.send(new ScanCommand({ TableName })),
    ),
  );
  const rows = tables.flatMap(({ Items = [] }) => Items.map((item) => unmarshall(item)));
  return rows.filter((row) => JSON.stringify(row).includes(word));
}

/** Everything that can be stored of an account whose subscriptions are gone, each with its name in its id. */
export async function storeAll(
  { dynamodb, table, accounts, keys, clock }: AccountsTable,
  accountId: string,
  subscriptions: number,
) {
  const now = () => clock.now;
  const at = clock.now;
  const ofAccounts = { dynamodb, table, now };
  const ofSubscriptions = { dynamodb, table: 'subscriptions', now };
  await accounts.create({ id: accountId, limits: defaultLimits, createdAt: 5, updatedAt: 5 });
  for (const more of [{}, { expiresAt: at + 1e9 }, { expiresAt: at - 1 }])
    await keys.add(newApiKey({ accountId, role: 'read', now: 5, ...more }).stored);
  const entry = { actor: { type: 'key' } as const, action: 'x', fields: [], requestId: 'r' };
  await createAuditLog(ofAccounts).add(accountId, { ...entry, id: newAuditId(), at });
  await createUsageCounter(ofAccounts)({ accountId, what: 'requests', limit: 9 });
  await createUsageCounter(ofAccounts)({ accountId, what: 'events', limit: 9 });
  await createPortalCodeStore(ofAccounts).issue({ accountId, role: 'read' });
  const request = { apiKey: 'k', idempotencyKey: 'i', route: 'POST /', text: '', accountId };
  await createRequestStore(ofAccounts).begin(idempotentRequest(request));
  const order = { kind: 'replay', mode: 'all', from: 0, startsExactly: true } as const;
  const job = newJob({ accountId, subscriptionId: `sub_${accountId}_0`, now: at }, order);
  await createJobStore(ofSubscriptions).insert(job, 0);
  await createReplayLock(ofSubscriptions).take(job);
  for (let number = 0; number < subscriptions; number++) {
    const subscriptionId = `sub_${accountId}_${number}`;
    const gone = aSubscription({ accountId, id: subscriptionId, logBuckets: BUCKETS, deletedAt: at });
    const kept = { ...ofSubscriptions, retentionSeconds: RETENTION_SECONDS };
    await createRemovedSubscriptions(kept).add(gone);
    await reserveSlots(ofSubscriptions, { subscriptionId, count: 1, ratePerSecond: 1 });
    await createLookMarks(ofSubscriptions).mark(subscriptionId, 3);
    await createStrayMarks(ofSubscriptions).seenSince(subscriptionId);
    await storeDeliveries(dynamodb, { accountId, subscriptionId, at });
  }
}

/** A delivery of every kind of row that there is, in both partitions of the index. */
async function storeDeliveries(
  dynamodb: DynamoDBClient,
  given: { readonly accountId: string; readonly subscriptionId: string; readonly at: number },
): Promise<void> {
  const { at, ...owner } = given;
  const log = createDeliveryLog({
    dynamodb,
    table: 'deliveries',
    cipher: { seal: async (_account, plain) => plain, open: async (_account, sealed) => sealed },
    now: () => at,
    retentionSeconds: RETENTION_SECONDS,
  });
  const of = (messageId: string, fields: Partial<Delivery> = {}): Delivery => ({
    ...owner,
    messageId,
    eventType: 'call.ended',
    status: 'retrying',
    round: 1,
    attempts: 1,
    attemptsBeforeRound: 0,
    firstAttemptAt: at,
    lastAttemptAt: at,
    body: '{}',
    ...fields,
  });
  const attempt: Attempt = { number: 1, round: 1, startedAt: at, durationMs: 1, outcome: 'retryable' };
  await log.recordSuccesses([
    { delivery: of('msg_delivered', { status: 'delivered', bucket: 1 }), attempt },
    { delivery: of('msg_quick', { status: 'delivered' }), attempt },
  ]);
  await log.recordFirst({ delivery: of('msg_retrying'), attempt });
  const second = of('msg_retrying', { attempts: 2, claimedAt: at });
  await log.claim(second);
  await log.recordClaimed({
    delivery: of('msg_retrying', { attempts: 2 }),
    attempt: { ...attempt, number: 2 },
  });
  await log.claim(of('msg_claimed', { claimedAt: at, bucket: 1 }));
  await log.recordInterrupted(of('msg_claimed', { claimedAt: at }));
  await log.keepSlot(of('msg_deferred', { attempts: 0, slotAt: at }));
  await log.recordNeverAttempted(of('msg_never', { attempts: 0, status: 'exhausted', reason: 'pipeline' }));
  const statistics = createStatisticsStore({
    dynamodb,
    table: 'deliveries',
    retentionSeconds: RETENTION_SECONDS,
  });
  for (let bucket = 0; bucket < BUCKETS; bucket++)
    await statistics.add({
      subscriptionId: owner.subscriptionId,
      bucket,
      at,
      statistics: { ...noStatistics, delivered: 1 },
    });
}
