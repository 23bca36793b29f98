import { type Api, expectStatus } from './api.ts';
import { eventually } from './eventually.ts';
import { tick } from './tick.ts';

export type JobResource = {
  readonly id: string;
  readonly status: string;
  readonly status_reason: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly progress: {
    readonly moved: number | null;
    readonly total: number | null;
    readonly replayed_to: string | null;
  };
  readonly [field: string]: unknown;
};

/** Asks for a job, which must be accepted. */
export function startJob(api: Api, path: string, body: object = {}): Promise<JobResource> {
  return expectStatus(202, api<JobResource>('POST', path, body));
}

/** The job at its end; the schedule ticks once a minute, and is asked to here. */
export function endOfJob(api: Api, id: string): Promise<JobResource> {
  return eventually(`job ${id} is at its end`, async () => {
    const job = await expectStatus(200, api<JobResource>('GET', `/v1/jobs/${id}`));
    if (['completed', 'cancelled', 'failed'].includes(job.status)) return job;
    await tick();
    return undefined;
  });
}
