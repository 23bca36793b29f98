import { timeToResource } from '../subscription/time-to-resource.ts';
import type { Job, JobProgress } from './job.ts';

/** A job as the API shows it; times in RFC 3339, UTC. */
export type JobResource = {
  readonly id: string;
  readonly kind: Job['kind'];
  readonly subscription_id: string;
  readonly status: Job['status'];
  readonly status_reason: string | null;
  readonly mode: 'missing' | 'all' | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly estimate: EstimateResource | null;
  readonly progress: {
    readonly moved: number | null;
    readonly total: number | null;
    readonly replayed_to: string | null;
  };
  readonly cancel_requested_at: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly started_at: string | null;
  readonly ended_at: string | null;
};

export type EstimateResource = { readonly messages: number; readonly approximate: true };

export function jobToResource(job: Job): JobResource {
  const replay = job.kind === 'replay' ? job : undefined;
  return {
    id: job.id,
    kind: job.kind,
    subscription_id: job.subscriptionId,
    status: job.status,
    status_reason: job.statusReason ?? null,
    mode: replay?.mode ?? null,
    from: timeToResource(replay?.from),
    to: timeToResource(replay?.to),
    estimate: job.estimate === undefined ? null : estimateToResource(job.estimate),
    progress: progressToResource(job.progress),
    cancel_requested_at: timeToResource(job.cancelRequestedAt),
    created_at: new Date(job.createdAt).toISOString(),
    updated_at: new Date(job.updatedAt).toISOString(),
    started_at: timeToResource(job.startedAt),
    ended_at: timeToResource(job.endedAt),
  };
}

/** Nobody counts exactly: SQS's counts are approximate, and EventBridge has none. */
export function estimateToResource(messages: number): EstimateResource {
  return { messages, approximate: true };
}

function progressToResource(progress: JobProgress | undefined): JobResource['progress'] {
  if (!progress) return { moved: null, total: null, replayed_to: null };
  if ('replayedTo' in progress)
    return { moved: null, total: null, replayed_to: timeToResource(progress.replayedTo) };
  return { ...progress, replayed_to: null };
}
