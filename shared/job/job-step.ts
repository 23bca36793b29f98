import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { ResourceSettings } from '../provisioning/resource-settings.ts';
import type { SubscriptionStore } from '../subscription/subscription-store.ts';
import type { JobStatus } from './job.ts';
import type { JobPatch } from './job-store.ts';
import type { ReplayLock } from './replay-lock.ts';

/** What one step makes of a job, and when to look at it again: at once where that time has come. */
export type JobStep = { readonly patch: JobPatch; readonly lookAt: number };

export type StepDependencies = {
  readonly sqs: SQSClient;
  readonly events: EventBridgeClient;
  readonly settings: ResourceSettings;
  readonly subscriptions: Pick<SubscriptionStore, 'get'>;
  readonly replayLock: ReplayLock;
  /** How long after an event's time the archive is sure to have it. */
  readonly archiveDelayMs: number;
  readonly now: () => number;
};

/** How soon a job that waits for something is looked at again; beyond a run's own time that is the next tick. */
const WAIT_MS = 2_000;
/** How often AWS is asked how far it has come. */
const POLL_MS = 1_000;

/** The job waits for something, whose name says what. */
export function wait(reason: string, now: number, until = now + WAIT_MS): JobStep {
  return { patch: { status: 'waiting', statusReason: reason }, lookAt: until };
}

/** The job has got further, and AWS is at it. */
export function run(patch: JobPatch, now: number): JobStep {
  return { patch: { status: 'running', statusReason: undefined, ...patch }, lookAt: now + POLL_MS };
}

export function end(
  status: Extract<JobStatus, 'completed' | 'cancelled' | 'failed'>,
  now: number,
  patch: JobPatch = {},
): JobStep {
  return { patch: { statusReason: undefined, ...patch, status, endedAt: now }, lookAt: now };
}
