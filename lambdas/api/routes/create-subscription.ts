import { newJob } from '../../../shared/job/new-job.ts';
import { startFrom } from '../../../shared/job/start-from.ts';
import type { Job } from '../../../shared/job/job.ts';
import { newSecret } from '../../../shared/signature/new-secret.ts';
import { newSubscription } from '../../../shared/subscription/new-subscription.ts';
import { subscriptionFields } from '../../../shared/subscription/subscription-fields.ts';
import { newSubscriptionId } from '../../../shared/subscription/subscription-id.ts';
import { subscriptionToResource } from '../../../shared/subscription/subscription-resource.ts';
import type { Subscription } from '../../../shared/subscription/subscription.ts';
import { accountRoute } from '../account-route.ts';
import type { Dependencies } from '../dependencies.ts';
import { madeTrue } from '../made-true.ts';
import { signingKeysToResource } from '../signing-keys-resource.ts';

/** When the tick takes up a job that nobody had begin: long after its subscription was stored. */
const TAKEN_UP_MS = 60_000;

export const createSubscription = accountRoute({
  method: 'POST',
  path: '/v1/subscriptions',
  access: 'manage',
  body: true,
  fields: subscriptionFields.public.create,
  async handle({ accountId, body, idSeed }, dependencies) {
    const id = newSubscriptionId(idSeed);
    const { subscription, job } =
      (idSeed && (await madeBefore(dependencies, accountId, id))) ??
      (await insertNew(dependencies, { accountId, id, body }));
    const stored = await madeTrue(dependencies, subscription);
    if (job) await dependencies.mending.runJob(accountId, job.id);
    const { keys: _, ...newest } = signingKeysToResource(subscription.secrets, dependencies.now());
    return {
      status: 201,
      headers: { location: `/v1/subscriptions/${stored.id}` },
      body: {
        ...subscriptionToResource(stored, dependencies.now()),
        ...newest,
        start_job_id: job?.id ?? null,
      },
    };
  },
});

type Made = { readonly subscription: Subscription; readonly job: Job | undefined };

/** What an earlier try of the same request had made when it died: it is answered, and not made once more. */
async function madeBefore(
  { subscriptions, mending }: Dependencies,
  accountId: string,
  id: string,
): Promise<Made | undefined> {
  const subscription = await subscriptions.get(accountId, id);
  if (!subscription) return undefined;
  const { jobs } = await mending.jobs.list(accountId, { limit: 100 });
  return { subscription, job: jobs.find(({ subscriptionId }) => subscriptionId === id) };
}

async function insertNew(
  dependencies: Dependencies,
  { accountId, id, body }: { readonly accountId: string; readonly id: string; readonly body: unknown },
): Promise<Made> {
  const { admission, now, addressRules } = dependencies;
  const subscription = newSubscription(body, { accountId, id, newSecret, now: now(), addressRules });
  const job = jobFromPast(dependencies, subscription, body);
  await admission.admit(subscription, job && { job, lookAt: now() + TAKEN_UP_MS });
  return { subscription, job };
}

/** What a new subscription is to get of what happened before: a replay until its rule applies. */
function jobFromPast(
  { mending, now }: Dependencies,
  { accountId, id: subscriptionId }: Subscription,
  body: unknown,
): Job | undefined {
  const given = { now: now(), archiveRetentionMs: mending.archiveRetentionMs };
  const from = startFrom(body, given);
  if (from === undefined) return undefined;
  const order = { kind: 'replay', mode: 'missing', from, startsExactly: true } as const;
  return newJob({ accountId, subscriptionId, now: given.now }, order);
}
