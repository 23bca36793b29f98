import type { Job, RedriveJob, ReplayJob } from './job.ts';
import { newJobId } from './job-id.ts';

type Given = { readonly accountId: string; readonly subscriptionId: string; readonly now: number };

type Order = Pick<RedriveJob, 'kind'> | Pick<ReplayJob, 'kind' | 'mode' | 'from' | 'to' | 'startsExactly'>;

/** A job that has not begun. */
export function newJob(
  { accountId, subscriptionId, now }: Given,
  order: Order & { readonly estimate?: number },
): Job {
  return {
    ...order,
    accountId,
    id: newJobId(),
    subscriptionId,
    status: 'waiting',
    createdAt: now,
    updatedAt: now,
    version: 1,
  };
}
