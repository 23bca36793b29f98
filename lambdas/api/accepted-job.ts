import type { IdSeed } from '../../shared/idempotency/id-seed.ts';
import type { Job } from '../../shared/job/job.ts';
import { jobToResource } from '../../shared/job/job-resource.ts';
import type { Dependencies } from './dependencies.ts';
import type { Answer } from './route.ts';

/** When the tick takes up a job that nobody had begin. */
const TAKEN_UP_MS = 10_000;

/**
 * Stores a job, has it begin, and answers that it will be done. One that an earlier try of the same request had stored
 * is answered as it is.
 */
export async function acceptedJob(
  { mending, now }: Pick<Dependencies, 'mending' | 'now'>,
  job: Job,
  idSeed: IdSeed | undefined,
): Promise<Answer> {
  const stored = idSeed && (await mending.jobs.get(job.accountId, job.id));
  if (!stored) await mending.jobs.insert(job, now() + TAKEN_UP_MS);
  await mending.runJob(job.accountId, job.id);
  return { status: 202, headers: { location: `/v1/jobs/${job.id}` }, body: jobToResource(stored ?? job) };
}
