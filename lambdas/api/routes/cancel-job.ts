import { cancelJob as cancel } from '../../../shared/job/cancel-job.ts';
import { jobToResource } from '../../../shared/job/job-resource.ts';
import { accountRoute } from '../account-route.ts';
import { foundJob, noJob } from '../found-job.ts';

export const cancelJob = accountRoute({
  method: 'POST',
  path: '/v1/jobs/{id}/cancel',
  access: 'manage',
  async handle({ accountId, parameters }, dependencies) {
    const { mending, now } = dependencies;
    const { id } = await foundJob(dependencies, accountId, parameters['id']);
    const job = await cancel(mending.jobs, { accountId, id }, now());
    if (!job) throw noJob(id);
    await mending.runJob(accountId, id);
    return { status: 202, body: jobToResource(job) };
  },
});
