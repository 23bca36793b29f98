import { logBuckets } from '../../../shared/delivery/log-buckets.ts';
import { estimateReplay } from '../../../shared/job/estimate-replay.ts';
import { estimateToResource } from '../../../shared/job/job-resource.ts';
import { newJob } from '../../../shared/job/new-job.ts';
import { replayFields, replayOrder } from '../../../shared/job/replay-order.ts';
import { timeToResource } from '../../../shared/subscription/time-to-resource.ts';
import { acceptedJob } from '../accepted-job.ts';
import { accountRoute } from '../account-route.ts';
import { foundSubscription } from '../found-subscription.ts';
import { refuseStatus } from '../refuse-status.ts';

export const replaySubscription = accountRoute({
  method: 'POST',
  path: '/v1/subscriptions/{id}/replay',
  access: 'manage',
  body: true,
  fields: replayFields,
  async handle({ accountId, parameters, idSeed, body }, dependencies) {
    const { mending, now } = dependencies;
    const given = { now: now(), archiveRetentionMs: mending.archiveRetentionMs };
    const { dryRun, clipped, ...order } = replayOrder(body, given);
    const subscription = await foundSubscription(dependencies, accountId, parameters['id']);
    refuseStatus(subscription, { what: 'a replay', allowed: ['active', 'paused', 'provisioning'] });
    const span = { ...order, to: order.to ?? given.now };
    const estimate = await estimateReplay(mending.countDeliveries, {
      subscriptionId: subscription.id,
      buckets: logBuckets(subscription),
      ...span,
    });
    if (dryRun)
      return {
        status: 200,
        body: {
          dry_run: true,
          mode: order.mode,
          from: timeToResource(span.from),
          to: timeToResource(span.to),
          clipped,
          estimate: estimateToResource(estimate),
        },
      };
    const owner = { accountId, subscriptionId: subscription.id, now: given.now, idSeed };
    return acceptedJob(dependencies, newJob(owner, { kind: 'replay', estimate, ...order }), idSeed);
  },
});
