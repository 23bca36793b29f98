import { estimateToResource } from '../../../shared/job/job-resource.ts';
import { newJob } from '../../../shared/job/new-job.ts';
import { acceptedJob } from '../accepted-job.ts';
import { accountRoute } from '../account-route.ts';
import { foundSubscription } from '../found-subscription.ts';
import { dryRunFields, readDryRun } from '../read-dry-run.ts';
import { refuseStatus } from '../refuse-status.ts';

export const redriveSubscription = accountRoute({
  method: 'POST',
  path: '/v1/subscriptions/{id}/redrive',
  access: 'manage',
  body: 'optional',
  fields: dryRunFields,
  async handle({ accountId, parameters, idSeed, body = {} }, dependencies) {
    const dryRun = readDryRun(body);
    const subscription = await foundSubscription(dependencies, accountId, parameters['id']);
    refuseStatus(subscription, { what: 'a redrive', allowed: ['active', 'paused'] });
    const estimate = await dependencies.mending.countDeadLetters(subscription.id);
    if (dryRun) return { status: 200, body: { dry_run: true, estimate: estimateToResource(estimate) } };
    const owner = { accountId, subscriptionId: subscription.id, now: dependencies.now(), idSeed };
    return acceptedJob(dependencies, newJob(owner, { kind: 'redrive', estimate }), idSeed);
  },
});
