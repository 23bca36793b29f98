import { setTimeout } from 'node:timers/promises';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { createJobStore, type JobKey } from '../../shared/job/job-store.ts';
import { createReplayLock } from '../../shared/job/replay-lock.ts';
import { runJob } from '../../shared/job/run-job.ts';
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
  const { dynamodb, table, now } = options;
  const jobs = createJobStore({ dynamodb, table, now });
  const dependencies = {
    ...options,
    jobs,
    replayLock: createReplayLock({ dynamodb, table }),
    waitUntil: (at: number) => setTimeout(Math.max(0, at - now())),
  };
  return {
    async runNow(key) {
      await runJob(dependencies, key, now() + FOLLOW_MS);
    },

    async runDue(remainingMs) {
      for (const key of await jobs.listDue(now())) {
        if (remainingMs() < NEEDED_MS) return;
        try {
          await runJob(dependencies, key, now());
        } catch (error) {
          console.error({ event: 'job_failed', account_id: key.accountId, job_id: key.id, error });
        }
      }
    },
  };
}
