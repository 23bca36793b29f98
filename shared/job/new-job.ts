import type { IdSeed } from '../idempotency/id-seed.ts';
import type { Job, RedriveJob, ReplayJob } from './job.ts';
import { newJobId } from './job-id.ts';

type Given = {
  readonly accountId: string;
  readonly subscriptionId: string;
  readonly now: number;
  /** Where the request that asks for it can be repeated: a repeat gives the same id. */
  readonly idSeed?: IdSeed | undefined;
};

type Order = Pick<RedriveJob, 'kind'> | Pick<ReplayJob, 'kind' | 'mode' | 'from' | 'to' | 'startsExactly'>;

/** A job that has not begun. */
export function newJob(
  { accountId, subscriptionId, now, idSeed }: Given,
  order: Order & { readonly estimate?: number },
): Job {
  return {
    ...order,
    accountId,
    id: newJobId(idSeed),
    subscriptionId,
    status: 'waiting',
    createdAt: now,
    updatedAt: now,
    version: 1,
  };
}
