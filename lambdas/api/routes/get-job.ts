import { jobToResource } from '../../../shared/job/job-resource.ts';
import { accountRoute } from '../account-route.ts';
import { foundJob } from '../found-job.ts';

export const getJob = accountRoute({
  method: 'GET',
  path: '/v1/jobs/{id}',
  access: 'read',
  async handle({ accountId, parameters }, dependencies) {
    return { status: 200, body: jobToResource(await foundJob(dependencies, accountId, parameters['id'])) };
  },
});
