import { setTimeout } from 'node:timers/promises';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createLookMarks } from '../../shared/dead-letter/look-marks.ts';
import { resendIngestLetters } from '../../shared/dead-letter/resend-ingest-letters.ts';
import { rescueUnjudged } from '../../shared/dead-letter/rescue-unjudged.ts';
import type { DeliveryLog } from '../../shared/delivery/delivery-log.ts';
import { resendOverdue } from '../../shared/delivery/resend-overdue.ts';
import type { WriteMetrics } from '../../shared/metrics/write-metrics.ts';
import { announceExhausted } from '../../shared/operational-event/announce-exhausted.ts';
import type { ProvisioningClients } from '../../shared/provisioning/apply-subscription.ts';
import { listResources } from '../../shared/provisioning/list-resources.ts';
import { removeQueues, removeRouting } from '../../shared/provisioning/remove-resources.ts';
import { resourceArns } from '../../shared/provisioning/resource-arns.ts';
import type { ResourceSettings } from '../../shared/provisioning/resource-settings.ts';
import { queueAddress } from '../../shared/queue/queue-address.ts';
import { queueUrl } from '../../shared/queue/queue-url.ts';
import { accountBus } from '../../shared/shard/account-bus.ts';
import { shardBuses } from '../../shared/shard/shard-buses.ts';
import { markDirty } from '../../shared/subscription/mark-dirty.ts';
import {
  createSubscriptionDirectory,
  type SubscriptionDirectory,
  type SubscriptionIds,
} from '../../shared/subscription/subscription-directory.ts';
import type { SubscriptionStore } from '../../shared/subscription/subscription-store.ts';
import type { Subscription } from '../../shared/subscription/subscription.ts';
import { advanceWalk } from '../../shared/sweep/advance-walk.ts';
import { checkMessages } from '../../shared/sweep/check-messages.ts';
import { checkSubscription } from '../../shared/sweep/check-subscription.ts';
import { createCursorStore } from '../../shared/sweep/cursor-store.ts';
import { createPace } from '../../shared/sweep/create-pace.ts';
import { retireStray, type RetireStrayDependencies } from '../../shared/sweep/retire-stray.ts';
import { createStrayMarks } from '../../shared/sweep/stray-marks.ts';
import { strayWalk } from '../../shared/sweep/stray-walk.ts';
import { resourceWalk } from '../../shared/sweep/resource-walk.ts';
import { subscriptionWalk } from '../../shared/sweep/subscription-walk.ts';
import type { Walk } from '../../shared/sweep/walk.ts';

export type SweepOptions = {
  readonly dynamodb: DynamoDBClient;
  readonly subscriptionsTable: string;
  readonly deliveriesTable: string;
  readonly clients: ProvisioningClients;
  readonly settings: ResourceSettings;
  readonly subscriptions: Pick<SubscriptionStore, 'get'>;
  readonly log: DeliveryLog;
  readonly reconcileOne: (subscription: SubscriptionIds) => Promise<unknown>;
  readonly writeMetrics: WriteMetrics;
  readonly durations: SweepDurations;
  readonly now: () => number;
};

export type SweepDurations = {
  readonly intervalMs: number;
  /** What is younger than this is no orphan. */
  readonly orphanGraceMs: number;
  /** How late a retry has to be before its record counts as lost. */
  readonly overdueMs: number;
  /** How long a claimed attempt may be under way. */
  readonly claimMs: number;
};

/** A third of what Lambda's control plane takes of the whole account and Region. */
const LAMBDA_CALLS_PER_SECOND = 5;

/**
 * Finds and puts right, a page a tick, what nothing else notices: resources that are missing, changed or nobody's,
 * messages that were never judged or never reached their queue, and retries that nothing will make.
 */
export function createSweep(options: SweepOptions): (hasTime: () => boolean) => Promise<void> {
  const { dynamodb, subscriptionsTable: table, clients, settings, now, durations } = options;
  const cursors = createCursorStore({ dynamodb, table });
  const { sqs, events } = clients;
  const busOf = accountBus.bind(undefined, settings);
  const ingestQueueUrl = queueUrl(settings.ingestDeadLetterQueueArn);
  const queueUrlOf = (id: string) => queueUrl(resourceArns(settings, id).queue);

  return async (hasTime) => {
    const { writeMetrics, subscriptions } = options;
    const { prefix } = settings;
    const ingest = { sqs, events, prefix, ingestQueueUrl, queueUrlOf, busOf, subscriptions, hasTime };
    const failures = [
      await attempt('ingest', async () => {
        writeMetrics({ IngestDeadLettersResent: await resendIngestLetters(ingest) });
        return { failed: 0 };
      }),
    ];
    const { intervalMs } = durations;
    for (const walk of createWalks(options, hasTime))
      failures.push(await attempt(walk.name, () => advanceWalk({ cursors, now, intervalMs, hasTime }, walk)));
    writeMetrics({ SweepFailed: failures.reduce((sum, each) => sum + each, 0) });
  };
}

/** One part of the sweep that fails holds up no other. @returns how much of it failed, 1 for all of it */
async function attempt(part: string, sweep: () => Promise<{ readonly failed: number }>): Promise<number> {
  try {
    return (await sweep()).failed;
  } catch (error) {
    console.error({ event: 'sweep_failed', part, error });
    return 1;
  }
}

function createWalks(options: SweepOptions, hasTime: () => boolean): readonly Walk[] {
  const { dynamodb, subscriptionsTable: table, clients, settings, now, durations } = options;
  const directory = createSubscriptionDirectory({ dynamodb, table });
  const waitUntil = (at: number) => setTimeout(Math.max(0, at - now()));
  const checking = {
    ...options,
    markDirty: (subscription: Subscription) => markDirty({ dynamodb, table, now }, subscription),
    pace: createPace({ perSecond: LAMBDA_CALLS_PER_SECOND, now, waitUntil }),
    checkMessages: createMessageCheck(options, hasTime),
  };
  const removing = {
    directory,
    now,
    graceMs: durations.orphanGraceMs,
    removeAll: async (id: string) => {
      await removeRouting(clients, settings, id);
      await removeQueues(clients, settings, id);
    },
  };
  const walkOf = (
    kind: keyof typeof listResources,
    { name = kind, eventBusName = settings.eventBusName }: { name?: string; eventBusName?: string } = {},
  ) =>
    resourceWalk(name, {
      ...removing,
      list: (after) => listResources[kind](clients, { ...settings, eventBusName }, after),
    });
  return [
    subscriptionWalk({ directory, check: (subscription) => checkSubscription(checking, subscription) }),
    walkOf('mappings'),
    ...shardBuses(settings).map((busName, shard) =>
      walkOf('rules', { name: shard === 0 ? 'rules' : `rules.${shard}`, eventBusName: busName }),
    ),
    walkOf('queues'),
    ...strayWalks(checking, directory),
  ];
}

/** Where there are no shards no rule can be on the wrong one. */
function strayWalks(
  checking: Omit<RetireStrayDependencies, 'marks'> & Pick<SweepOptions, 'dynamodb' | 'subscriptionsTable'>,
  directory: SubscriptionDirectory,
): readonly Walk[] {
  const { clients, settings, dynamodb, subscriptionsTable: table, now } = checking;
  if (settings.shardCount === 1) return [];
  const retiring = { ...checking, marks: createStrayMarks({ dynamodb, table, now }) };
  return shardBuses(settings).map((busName, shard) =>
    strayWalk(`strays.${shard}`, {
      directory,
      list: (after) => listResources.rules(clients, { ...settings, eventBusName: busName }, after),
      isHome: (accountId) => accountBus(settings, accountId) === busName,
      retire: (subscription) => retireStray(retiring, subscription, busName),
    }),
  );
}

function createMessageCheck(options: SweepOptions, hasTime: () => boolean) {
  const { dynamodb, subscriptionsTable, deliveriesTable, clients, settings, log, now, durations } = options;
  const { sqs, events } = clients;
  const announcing = { events, eventBusName: settings.eventBusName, now };
  const overdue = { dynamodb, table: deliveriesTable, sqs, log, now, overdueMs: durations.overdueMs };
  const addressOf = ({ id }: Subscription) => queueAddress(resourceArns(settings, id).queue);
  const checking = {
    marks: createLookMarks({ dynamodb, table: subscriptionsTable, now }),
    resendOverdue: (subscription: Subscription) =>
      resendOverdue(overdue, subscription, addressOf(subscription).queueUrl),
    rescueUnjudged: async (subscription: Subscription) => {
      const rescued = await rescueUnjudged(
        {
          sqs,
          log,
          now,
          hasTime,
          claimMs: durations.claimMs,
          announceExhausted: announceExhausted.bind(undefined, announcing, subscription),
        },
        subscription,
        addressOf(subscription).deadLetterQueueUrl,
      );
      options.writeMetrics({ PipelineDeadLetters: rescued.pipeline });
      return rescued;
    },
  };
  return checkMessages.bind(undefined, checking);
}
