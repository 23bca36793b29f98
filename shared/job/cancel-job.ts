import { ProblemError } from '../problem/problem-error.ts';
import { isFinal, type Job } from './job.ts';
import type { JobKey, JobStore } from './job-store.ts';

const TRIES = 10;

/**
 * Asks for the end of a job; what it has moved or replayed so far stays. A repeat changes nothing.
 * @returns `undefined` where there is no such job
 * @throws {ProblemError} `job_ended`
 */
export async function cancelJob(
  jobs: Pick<JobStore, 'get' | 'write'>,
  { accountId, id }: JobKey,
  now: number,
): Promise<Job | undefined> {
  for (let tries = 0; tries < TRIES; tries++) {
    const job = await jobs.get(accountId, id);
    if (!job || (job.cancelRequestedAt !== undefined && !isFinal(job))) return job;
    if (isFinal(job))
      throw new ProblemError(
        'job_ended',
        `Job ${id} is ${job.status}: it is at its end and cannot be cancelled.`,
      );
    const written = await jobs.write(job, { cancelRequestedAt: now }, now);
    if (written) return written;
  }
  throw new Error(`Job ${id} was written by others ${TRIES} times while it was to be cancelled; try again.`);
}
