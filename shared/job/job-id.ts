import { v7 } from 'uuid';
import type { IdSeed } from '../idempotency/id-seed.ts';

/**
 * A new id, `job_` and 32 hexadecimal digits; ids sort by the time they were made, and replays are named after them.
 * @param seed gives the same id again
 */
export function newJobId(seed?: IdSeed): string {
  return `job_${v7(seed).replaceAll('-', '')}`;
}

/** Whether a text has the form of a job's id; it need not exist. */
export function isJobId(text: string): boolean {
  return /^job_[0-9a-f]{32}$/.test(text);
}
