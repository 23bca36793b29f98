import type { ReplayMode } from '../message/replay-name.ts';

/**
 * Work on many messages of one subscription that outlives the request it was asked for by: a redrive of its dead
 * letters, or a replay of a span of the archive. Times are milliseconds since the epoch.
 */
export type Job = RedriveJob | ReplayJob;

export type RedriveJob = JobFields & {
  readonly kind: 'redrive';
  /** When SQS had started the latest task that was there before, by its own clock; a queue has one at a time. */
  readonly startedAfter?: number;
  /** When it started the one that is this job's, once that is known. */
  readonly taskStartedAt?: number;
};

export type ReplayJob = JobFields & {
  readonly kind: 'replay';
  readonly mode: ReplayMode;
  readonly from: number;
  /** Missing until it is known where it is "until the rule applies". */
  readonly to?: number;
  /** Whether nothing from before `from` may be replayed: for a new subscription, which had nothing before. */
  readonly startsExactly?: true;
  /** The subscription's generation whose rule was first seen in force, and when. */
  readonly ruleGeneration?: number;
  readonly ruleSeenAt?: number;
  /** Whether EventBridge has taken the replay. */
  readonly launched?: true;
};

type JobFields = {
  readonly accountId: string;
  /** `job_` and 32 hexadecimal digits, in order of creation. */
  readonly id: string;
  readonly subscriptionId: string;
  readonly status: JobStatus;
  /** Why it waits or has failed: a word for a wait, AWS's sentence for a failure of its own. */
  readonly statusReason?: string;
  /** About how many messages it was expected to move when it was asked for. */
  readonly estimate?: number;
  readonly progress?: JobProgress;
  /** When it last got further; missing where it never did. */
  readonly progressedAt?: number;
  /** When AWS was first asked to begin. */
  readonly startedAt?: number;
  readonly cancelRequestedAt?: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly endedAt?: number;
  /** Raised by every write. */
  readonly version: number;
};

export type JobStatus = 'waiting' | 'running' | 'completed' | 'cancelled' | 'failed';

/** What AWS tells: SQS about how many messages, EventBridge only how far it has come. */
export type JobProgress =
  { readonly moved: number; readonly total: number } | { readonly replayedTo: number };

/** Whether it has failed by no wish of its owner. */
export function isFault({ status, statusReason }: Pick<Job, 'status' | 'statusReason'>): boolean {
  return status === 'failed' && statusReason !== 'subscription_deleted';
}

export function isFinal({ status }: Pick<Job, 'status'>): boolean {
  return status === 'completed' || status === 'cancelled' || status === 'failed';
}
