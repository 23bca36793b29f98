import { setTimeout } from 'node:timers/promises';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { createJobStore, type JobKey } from '../../shared/job/job-store.ts';
import { isStalled } from '../../shared/job/is-stalled.ts';
import type { Job } from '../../shared/job/job.ts';
import { createReplayLock } from '../../shared/job/replay-lock.ts';
import { runJob } from '../../shared/job/run-job.ts';
import type { WriteMetrics } from '../../shared/metrics/write-metrics.ts';
import type { ResourceSettings } from '../../shared/provisioning/resource-settings.ts';
import type { SubscriptionStore } from '../../shared/subscription/subscription-store.ts';

export type JobRunnerOptions = {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
  readonly sqs: SQSClient;
  readonly events: EventBridgeClient;
  readonly settings: ResourceSettings;
  readonly archiveDelayMs: number;
  readonly subscriptions: Pick<SubscriptionStore, 'get'>;
  readonly writeMetrics: WriteMetrics;
  /** How long a job may get no further before an operator is told. */
  readonly stalledAfterMs: number;
  readonly now: () => number;
};

/** How long a run stays with a job that somebody has just asked for: small ones are done then. */
const FOLLOW_MS = 25_000;
/** One job is left alone with less time than this. */
const NEEDED_MS = 10_000;

export type JobRunner = {
  /** Runs a job that was asked for or cancelled a moment ago. */
  runNow(key: JobKey): Promise<void>;
  /** Takes every job that is due as far as it goes without waiting; one that fails is logged and holds up no other. */
  runDue(remainingMs: () => number): Promise<void>;
};

export function createJobRunner(options: JobRunnerOptions): JobRunner {
  const { dynamodb, table, writeMetrics, stalledAfterMs, now } = options;
  const jobs = createJobStore({ dynamodb, table, now });
  const dependencies = {
    ...options,
    jobs,
    replayLock: createReplayLock({ dynamodb, table }),
    waitUntil: (at: number) => setTimeout(Math.max(0, at - now())),
    noteFailure: (job: Job) => {
      logFailure(job, { reason: job.statusReason });
      writeMetrics({ JobsFailed: 1 });
    },
  };

  /** @returns the job as it is after that */
  async function runSafely(key: JobKey): Promise<Job | undefined> {
    try {
      return await runJob(dependencies, key, now());
    } catch (error) {
      logFailure(key, { error });
      return jobs.get(key.accountId, key.id);
    }
  }

  return {
    async runNow(key) {
      await runJob(dependencies, key, now() + FOLLOW_MS);
    },

    async runDue(remainingMs) {
      let stalled = 0;
      for (const key of await jobs.listDue(now())) {
        if (remainingMs() < NEEDED_MS) break;
        const job = await runSafely(key);
        if (job && isStalled(job, now(), stalledAfterMs)) stalled++;
      }
      writeMetrics({ JobsStalled: stalled });
    },
  };
}

function logFailure({ accountId, id }: JobKey, why: { readonly reason?: unknown; readonly error?: unknown }) {
  console.error({ event: 'job_failed', account_id: accountId, job_id: id, ...why });
}
