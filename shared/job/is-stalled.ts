import { isFinal, type Job } from './job.ts';

/** What a job waits for that its owner has in hand, or that ends by itself. */
const EXPECTED_WAITS = new Set([
  'subscription_disabled',
  'events_not_archived',
  'another_replay',
  'another_redrive',
]);

/** Whether a job gets no further for so long that somebody should look, although its owner has nothing to do with it. */
export function isStalled(job: Job, now: number, afterMs: number): boolean {
  if (isFinal(job) || now - (job.progressedAt ?? job.createdAt) < afterMs) return false;
  return job.status !== 'waiting' || !EXPECTED_WAITS.has(job.statusReason ?? '');
}
