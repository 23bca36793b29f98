import { isJobId } from '../../shared/job/job-id.ts';
import type { Job } from '../../shared/job/job.ts';
import { ProblemError } from '../../shared/problem/problem-error.ts';
import { shownText } from '../../shared/problem/shown-text.ts';
import type { Dependencies } from './dependencies.ts';

/**
 * The account's job of this id.
 * @throws {ProblemError} `not_found`, also for another account's
 */
export async function foundJob(
  { mending }: Pick<Dependencies, 'mending'>,
  accountId: string,
  id = '',
): Promise<Job> {
  const found = isJobId(id) ? await mending.jobs.get(accountId, id) : undefined;
  if (found) return found;
  throw noJob(id);
}

export function noJob(id: string): ProblemError {
  return new ProblemError(
    'not_found',
    `The account has no job ${shownText(id)}. GET /v1/jobs lists those of the last 90 days.`,
  );
}
