import { isFault, isFinal, type Job } from './job.ts';
import type { JobKey, JobStore } from './job-store.ts';
import type { JobStep, StepDependencies } from './job-step.ts';
import { redriveStep } from './redrive-step.ts';
import { replayStep } from './replay-step.ts';

export type RunJobDependencies = StepDependencies & {
  readonly jobs: Pick<JobStore, 'get' | 'write'>;
  /** Told once of a job that has failed by no wish of its owner. */
  readonly noteFailure: (job: Job) => void;
  /** Resolves at that time. */
  readonly waitUntil: (at: number) => Promise<void>;
};

/**
 * Takes a job as far as it goes until a time, one step after the other: each is one thing asked of AWS and one
 * conditional write of what came of it, and can be repeated. Whoever runs it next goes on from there.
 * @param followUntil how long to wait for what takes a moment, in milliseconds since the epoch
 * @returns the job as it then is; `undefined` where there is none
 */
export async function runJob(
  dependencies: RunJobDependencies,
  { accountId, id }: JobKey,
  followUntil: number,
): Promise<Job | undefined> {
  const { jobs, now, waitUntil, noteFailure } = dependencies;
  for (;;) {
    const job = await jobs.get(accountId, id);
    if (!job || isFinal(job)) return job;
    const { patch, lookAt } = await takeStep(dependencies, job);
    const written = await jobs.write(job, patch, lookAt);
    // Another run or a cancellation came between: what was decided is decided again on what is there now.
    if (!written) continue;
    if (isFault(written)) noteFailure(written);
    if (isFinal(written) || lookAt > Math.max(followUntil, now())) return written;
    if (lookAt > now()) await waitUntil(lookAt);
  }
}

function takeStep(dependencies: StepDependencies, job: Job): Promise<JobStep> {
  return job.kind === 'replay' ? replayStep(dependencies, job) : redriveStep(dependencies, job);
}
