import { isJobId } from '../../../shared/job/job-id.ts';
import { jobToResource } from '../../../shared/job/job-resource.ts';
import { strictObject } from '../../../shared/problem/strict-object.ts';
import { accountRoute } from '../account-route.ts';
import { pageAnswer, pageStart } from '../page.ts';
import { pageFields } from '../query-fields.ts';

/** The latest first. */
export const listJobs = accountRoute({
  method: 'GET',
  path: '/v1/jobs',
  access: 'read',
  query: strictObject(pageFields),
  async handle({ accountId, query: { limit, cursor } }, { mending }) {
    const list = { name: ['jobs', accountId], isKey: isJobId };
    const page = await mending.jobs.list(accountId, { limit, ...pageStart(list, cursor) });
    return pageAnswer(list, page.jobs.map(jobToResource), page.next);
  },
});
