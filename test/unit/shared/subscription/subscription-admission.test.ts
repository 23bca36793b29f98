import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { AwsError } from '../../../../local/endpoint/aws-error.ts';
import { createAccountStore } from '../../../../shared/account/account-store.ts';
import { defaultLimits } from '../../../../shared/account/default-limits.ts';
import { createSubscriptionCount } from '../../../../shared/account/subscription-count.ts';
import { createJobStore } from '../../../../shared/job/job-store.ts';
import { newJob } from '../../../../shared/job/new-job.ts';
import { ProblemError } from '../../../../shared/problem/problem-error.ts';
import { createSubscriptionAdmission } from '../../../../shared/subscription/subscription-admission.ts';
import { newSubscriptionId } from '../../../../shared/subscription/subscription-id.ts';
import { createSubscriptionStore } from '../../../../shared/subscription/subscription-store.ts';
import type { Subscription } from '../../../../shared/subscription/subscription.ts';
import { aSubscription } from '../../../fixtures/a-subscription.ts';
import { encryptingAws } from '../encryption/encrypting-aws.ts';

const fresh = () => aSubscription({ id: newSubscriptionId() });

async function anAccount(context: TestContext, limit: number) {
  const aws = await encryptingAws(context);
  await aws.createTable('accounts');
  await aws.createTable('subscriptions');
  const { dynamodb } = aws;
  const now = () => aws.clock.now;
  const accounts = createAccountStore({ dynamodb, table: 'accounts', now });
  const subscriptions = createSubscriptionStore({
    dynamodb,
    table: 'subscriptions',
    cipher: aws.cipher(),
    now,
  });
  const jobs = createJobStore({ dynamodb, table: 'subscriptions', now });
  const count = createSubscriptionCount({ dynamodb, table: 'accounts' });
  const admission = createSubscriptionAdmission({ accounts, subscriptions, jobs, count, now });
  await accounts.create({
    id: 'demo',
    limits: { ...defaultLimits, subscriptions: limit },
    createdAt: 5,
    updatedAt: 5,
  });
  const living = async () =>
    (await subscriptions.list('demo', { limit: 100 })).subscriptions.filter(
      ({ status }) => status !== 'deleting',
    );
  return { aws, accounts, subscriptions, jobs, admission, living };
}

type World = Awaited<ReturnType<typeof anAccount>>;

async function codeOf(trying: Promise<unknown>): Promise<string> {
  return trying.then(
    () => 'admitted',
    (error: unknown) => (error instanceof ProblemError ? error.code : String(error)),
  );
}

/** How many of so many at once are let in. */
async function admitAtOnce({ admission }: World, many: number): Promise<number> {
  const codes = await Promise.all(Array.from({ length: many }, () => codeOf(admission.admit(fresh()))));
  assert.ok(
    codes.every((code) => code === 'admitted' || code === 'limit_exceeded'),
    codes.join(),
  );
  return codes.filter((code) => code === 'admitted').length;
}

/** With the job that gets a new subscription its past. */
function pastOf(subscription: Subscription) {
  const order = { kind: 'replay', mode: 'missing', from: 0, startsExactly: true } as const;
  const job = newJob({ accountId: 'demo', subscriptionId: subscription.id, now: 1_000_000 }, order);
  return { job, lookAt: 0 };
}

test('of twenty subscriptions at once a limit of five lets in five', async (context) => {
  const world = await anAccount(context, 5);
  assert.equal(await admitAtOnce(world, 20), 5);
  assert.equal((await world.living()).length, 5);
});

test('the limit holds whatever comes and goes at once, and a place is free with the answer', async (context) => {
  const world = await anAccount(context, 3);
  const { admission, living } = world;
  await admitAtOnce(world, 3);
  for (let round = 0; round < 5; round++) {
    const [gone] = await living();
    const dismissals = [1, 2, 3].map(() => admission.dismiss('demo', String(gone?.id)));
    const [admitted] = await Promise.all([admitAtOnce(world, 4), ...dismissals]);
    const left = (await living()).length;
    assert.ok(left <= 3 && left === 2 + admitted, `${left} after ${admitted} more`);
    assert.equal(await admitAtOnce(world, 4), 3 - left, 'so many places were free, and no more');
  }
});

test('a subscription that is dismissed twice is counted once, and one that is gone not at all', async (context) => {
  const world = await anAccount(context, 2);
  await admitAtOnce(world, 2);
  const [first] = await world.living();
  const dismissed = await Promise.all(
    [1, 2, 3, 4].map(() => world.admission.dismiss('demo', String(first?.id))),
  );
  assert.ok(dismissed.every((each) => each?.status === 'deleting' && each.deletedAt === 1_000_000));
  assert.equal(await world.admission.dismiss('demo', newSubscriptionId()), undefined);
  assert.equal(await admitAtOnce(world, 4), 1);
});

test('no subscription is let into an account that is being erased, and none is stored', async (context) => {
  const { accounts, admission, living } = await anAccount(context, 5);
  await Promise.all([
    accounts.change('demo', { deletingAt: 7 }).then(() => codeOf(admission.admit(fresh()))),
    ...[1, 2, 3].map(() => codeOf(admission.admit(fresh()))),
  ]);
  const before = (await living()).length;
  assert.equal(await codeOf(admission.admit(fresh())), 'account_deleting');
  await accounts.remove('demo');
  assert.equal(await codeOf(admission.admit(fresh())), 'not_found');
  assert.equal((await living()).length, before);
});

test('an account that is marked between the look at it and the write takes nothing', async (context) => {
  const world = await anAccount(context, 5);
  const { aws, accounts, subscriptions, jobs, living } = world;
  const count = createSubscriptionCount({ dynamodb: aws.dynamodb, table: 'accounts' });
  const late = createSubscriptionAdmission({
    accounts,
    jobs,
    count,
    now: () => 0,
    subscriptions: {
      ...subscriptions,
      insert: async (...given) => {
        await accounts.change('demo', { deletingAt: 7 });
        return subscriptions.insert(...given);
      },
    },
  });
  assert.equal(await codeOf(late.admit(fresh())), 'account_deleting');
  assert.deepEqual(await living(), []);
});

test('the job that gets a subscription its past is stored with it or not at all', async (context) => {
  const { admission, jobs } = await anAccount(context, 1);
  const [first, second] = [fresh(), fresh()];
  assert.equal(await codeOf(admission.admit(first, pastOf(first))), 'admitted');
  assert.equal(await codeOf(admission.admit(second, pastOf(second))), 'limit_exceeded');
  const { jobs: stored } = await jobs.list('demo', { limit: 10 });
  assert.deepEqual(
    stored.map(({ subscriptionId }) => subscriptionId),
    [first.id],
  );
});

test('an account without a count, or with one that is too high, is counted anew where it matters', async (context) => {
  const world = await anAccount(context, 4);
  const write = (UpdateExpression: string) =>
    world.aws.dynamodb.send(
      new UpdateItemCommand({
        TableName: 'accounts',
        Key: marshall({ pk: 'ACCOUNT#demo', sk: 'ACCOUNT' }),
        UpdateExpression,
        ...(UpdateExpression.includes(':n') && { ExpressionAttributeValues: marshall({ ':n': 9 }) }),
      }),
    );
  await admitAtOnce(world, 1);
  await write('REMOVE subscription_count, subscription_changes');
  assert.equal(await admitAtOnce(world, 1), 1);
  await write('SET subscription_count = :n');
  assert.equal(await admitAtOnce(world, 5), 2);
  await write('REMOVE subscription_count');
  const [gone] = await world.living();
  await world.admission.dismiss('demo', String(gone?.id));
  assert.equal(await admitAtOnce(world, 5), 1);
  assert.equal((await world.living()).length, 4);
});

test('writes that collide are tried again until all are made or refused', async (context) => {
  const world = await anAccount(context, 2);
  let collisions = 0;
  world.aws.failOn('TransactWriteItems', () => {
    if (collisions++ % 3 === 2) return undefined;
    const CancellationReasons = [{ Code: 'None' }, { Code: 'TransactionConflict' }];
    return new AwsError('TransactionCanceledException', 'Transaction cancelled', 400, {
      CancellationReasons,
    });
  });
  assert.equal(await admitAtOnce(world, 4), 2);
  assert.equal((await world.living()).length, 2);
  assert.ok(collisions >= 6);
});
