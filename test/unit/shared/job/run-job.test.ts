import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { cancelJob } from '../../../../shared/job/cancel-job.ts';
import type { Job } from '../../../../shared/job/job.ts';
import { newJob } from '../../../../shared/job/new-job.ts';
import { aSubscription } from '../../../fixtures/a-subscription.ts';
import { type JobWorld, jobWorld } from './job-world.ts';

const HOUR_MS = 3_600_000;

test('a replay waits until the rule applies and the archive has its end, and then completes', async (t) => {
  const world = await jobWorld(t);
  const { id } = await insert(world, replay(world));
  assert.deepEqual(standing(await world.run(id)), ['waiting', 'rule_not_applied']);
  world.clock.ahead += 60_000;
  assert.deepEqual(standing(await world.run(id)), ['waiting', 'events_not_archived']);
  assert.deepEqual(await world.replays(), []);
  world.clock.ahead += 600_000;
  const ended = await world.run(id);
  assert.deepEqual(standing(ended), ['completed', undefined]);
  const [only, ...others] = await world.replays();
  assert.deepEqual(others, []);
  assert.ok(ended?.kind === 'replay' && ended.to !== undefined && only?.EventStartTime && only.EventEndTime);
  assert.equal(Math.round((ended.from - only.EventStartTime.getTime()) / 1_000), 300, 'wider before');
  assert.equal(Math.round((only.EventEndTime.getTime() - ended.to) / 1_000), 300, 'wider after');
});

for (const [where, createdBefore, expected] of [
  ['no further back than to when the subscription was made', 60, 60],
  ['from before the subscription was made where that is asked for, and not wider', -60, 0],
] as const)
  test(`a replay goes ${where}`, async (t) => {
    const world = await jobWorld(t);
    const from = world.now() - HOUR_MS;
    world.subscription.current = aSubscription({ createdAt: from - createdBefore * 1_000 });
    const { id } = await insert(world, replay(world, { from, to: from + 60_000 }));
    await world.run(id);
    world.clock.ahead += 60_000;
    assert.equal((await world.run(id))?.status, 'completed');
    const [only] = await world.replays();
    assert.equal(Math.round((from - Number(only?.EventStartTime?.getTime())) / 1_000), expected);
  });

test('a rule that changes meanwhile has to apply anew', async (t) => {
  const world = await jobWorld(t);
  const { id } = await insert(world, replay(world, { to: Date.now() - HOUR_MS }));
  await world.run(id);
  world.clock.ahead += 60_000;
  world.subscription.current = aSubscription({ generation: 2, observedGeneration: 1 });
  assert.deepEqual(standing(await world.run(id)), ['waiting', 'rule_not_applied']);
  world.subscription.current = aSubscription({ generation: 2, observedGeneration: 2 });
  assert.deepEqual(standing(await world.run(id)), ['waiting', 'rule_not_applied']);
  world.clock.ahead += 60_000;
  assert.equal((await world.run(id))?.status, 'completed');
});

test('a replay of a subscription that was disabled waits until it is enabled', async (t) => {
  const world = await jobWorld(t);
  const { id } = await insert(world, replay(world));
  world.subscription.current = aSubscription({ status: 'disabled' });
  assert.deepEqual(standing(await world.run(id)), ['waiting', 'subscription_disabled']);
});

test('a job whose subscription is deleted fails with that reason', async (t) => {
  const world = await jobWorld(t);
  const jobs = [await insert(world, replay(world)), await insert(world, redrive(world))];
  for (const subscription of [undefined, aSubscription({ status: 'deleting' })]) {
    world.subscription.current = subscription;
    for (const { id } of jobs)
      assert.deepEqual(standing(await world.run(id)), ['failed', 'subscription_deleted']);
  }
  assert.deepEqual(world.failures, [], 'it is its owner who has deleted it');
});

test('a job that AWS has lost fails, and an operator is told once', async (t) => {
  const world = await jobWorld(t);
  const job = await insert(world, redrive(world));
  await world.jobs.write(job, { startedAt: world.now(), taskStartedAt: world.now() }, world.now());
  for (let runs = 0; runs < 2; runs++) assert.equal((await world.run(job.id))?.status, 'failed');
  assert.deepEqual(world.failures, [job.id]);
});

test('a job progresses when it gets further, and not when it is only looked at', async (t) => {
  const world = await jobWorld(t);
  const { id } = await insert(world, replay(world));
  const first = await world.run(id);
  world.clock.ahead += 30_000;
  const second = await world.run(id);
  assert.deepEqual(standing(second), ['waiting', 'rule_not_applied']);
  assert.ok(first?.progressedAt !== undefined && second && second.version > first.version);
  assert.equal(second.progressedAt, first.progressedAt);
  world.clock.ahead += 30_000;
  const third = await world.run(id);
  assert.ok(Number(third?.progressedAt) >= first.progressedAt + 60_000);
});

test('an account has one replay at a time', async (t) => {
  const world = await jobWorld(t);
  const first = await insert(world, replay(world));
  assert.ok(await world.replayLock.take(first));
  const { id } = await insert(world, replay(world, { to: Date.now() - HOUR_MS }));
  await world.run(id);
  world.clock.ahead += 60_000;
  assert.deepEqual(standing(await world.run(id)), ['waiting', 'another_replay']);
  await world.replayLock.release(first);
  assert.equal((await world.run(id))?.status, 'completed');
});

test('a replay waits while EventBridge has as many as it runs at once', async (t) => {
  const world = await jobWorld(t, { concurrentReplays: 0 });
  const { id } = await insert(world, replay(world, { to: Date.now() - HOUR_MS }));
  await world.run(id);
  world.clock.ahead += 60_000;
  assert.deepEqual(standing(await world.run(id)), ['waiting', 'replays_of_others']);
  await cancelJob(world.jobs, { accountId: 'demo', id }, world.now());
  assert.equal((await world.run(id))?.status, 'cancelled');
  assert.ok(await world.replayLock.take(replay(world)), 'the lock was given back');
});

test('a replay that waits for EventBridge is not started for a rule that is off or gone by then', async (t) => {
  const world = await jobWorld(t, { concurrentReplays: 0 });
  const { id } = await insert(world, replay(world, { to: Date.now() - HOUR_MS }));
  await world.run(id);
  world.clock.ahead += 60_000;
  assert.deepEqual(standing(await world.run(id)), ['waiting', 'replays_of_others']);
  world.subscription.current = aSubscription({ status: 'disabled', generation: 2, observedGeneration: 2 });
  assert.deepEqual(standing(await world.run(id)), ['waiting', 'subscription_disabled']);
  const other = replay(world);
  assert.ok(await world.replayLock.take(other), 'others need not wait for it');
  await world.replayLock.release(other);
  world.subscription.current = aSubscription({ generation: 3, observedGeneration: 3 });
  assert.deepEqual(standing(await world.run(id)), ['waiting', 'rule_not_applied']);
  world.clock.ahead += 60_000;
  assert.deepEqual(standing(await world.run(id)), ['waiting', 'replays_of_others']);
  world.subscription.current = undefined;
  assert.deepEqual(standing(await world.run(id)), ['failed', 'subscription_deleted']);
  assert.ok(await world.replayLock.take(other), 'the lock was given back');
});

test('a replay whose subscription is disabled or deleted while it runs fails, and not if it was done before', async (t) => {
  const world = await jobWorld(t);
  const launched = async () => {
    const job = await insert(world, replay(world, { to: Date.now() - HOUR_MS }));
    await world.run(job.id);
    world.clock.ahead += 60_000;
    world.calls.length = 0;
    world.dieAfter(8);
    await assert.rejects(world.run(job.id));
    world.live();
    assert.deepEqual(world.calls.slice(-4), ['StartReplay', 'UpdateItem', 'GetItem', 'DescribeReplay']);
    return job;
  };
  for (const [status, reason] of [
    ['disabled', 'subscription_disabled'],
    ['deleting', 'subscription_deleted'],
  ] as const) {
    const { id } = await launched();
    world.subscription.current = aSubscription({ status, disabledAt: 1, deletedAt: 1 });
    assert.deepEqual(standing(await world.run(id)), ['failed', reason]);
    world.subscription.current = aSubscription();
  }
  const { id } = await launched();
  while ((await world.replays()).some(({ State }) => State !== 'COMPLETED')) await setTimeout(20);
  world.subscription.current = aSubscription({ status: 'disabled', disabledAt: Date.now() + HOUR_MS });
  assert.equal((await world.run(id))?.status, 'completed');
});

test('a replay that was taken by EventBridge before its run died is cancelled there', async (t) => {
  const world = await jobWorld(t);
  const { id } = await insert(world, replay(world, { to: Date.now() - HOUR_MS }));
  await world.run(id);
  world.clock.ahead += 60_000;
  world.calls.length = 0;
  world.dieAfter(6);
  await assert.rejects(world.run(id));
  world.live();
  assert.deepEqual(world.calls.slice(-2), ['StartReplay', 'UpdateItem'], 'it died before it wrote that down');
  await cancelJob(world.jobs, { accountId: 'demo', id }, world.now());
  const ended = await world.run(id);
  const [started] = await world.replays();
  assert.equal(ended?.status, started?.State === 'CANCELLED' ? 'cancelled' : 'completed');
  assert.ok(world.calls.includes('CancelReplay'));
});

test('a redrive moves the dead letters to the queue of the subscription', async (t) => {
  const world = await jobWorld(t);
  await world.addDeadLetter();
  const { id } = await insert(world, redrive(world));
  const ended = await world.run(id);
  assert.deepEqual([ended?.status, ended?.progress], ['completed', { moved: 1, total: 1 }]);
  const { Messages = [] } = await world.sqs.send(new ReceiveMessageCommand({ QueueUrl: world.queueUrl }));
  assert.equal(Messages.length, 1);
});

test('a redrive that is cancelled before SQS has its task moves nothing', async (t) => {
  const world = await jobWorld(t);
  await world.addDeadLetter();
  const { id } = await insert(world, redrive(world));
  await begun(world, id);
  await cancelJob(world.jobs, { accountId: 'demo', id }, world.now());
  assert.equal((await world.run(id))?.status, 'cancelled');
  assert.deepEqual(await world.moveTasks(), []);
});

test('a redrive whose subscription is deleted once it has begun fails with that reason', async (t) => {
  const world = await jobWorld(t);
  const { id } = await insert(world, redrive(world));
  await begun(world, id);
  world.subscription.current = undefined;
  await world.removeDeadLetterQueue();
  assert.deepEqual(standing(await world.run(id)), ['failed', 'subscription_deleted']);
});

test('a tick takes a job as far as it goes without waiting', async (t) => {
  const world = await jobWorld(t);
  const { id } = await insert(world, replay(world, { to: Date.now() - HOUR_MS }));
  assert.deepEqual(standing(await world.tick(id)), ['waiting', 'rule_not_applied']);
  world.clock.ahead += 60_000;
  assert.equal((await world.tick(id))?.status, 'running');
});

test('a job that is cancelled before it has begun asks nothing of AWS', async (t) => {
  const world = await jobWorld(t);
  for (const job of [replay(world), redrive(world)]) {
    const { id } = await insert(world, job);
    await cancelJob(world.jobs, { accountId: 'demo', id }, world.now());
    assert.equal((await world.run(id))?.status, 'cancelled');
  }
  assert.deepEqual([await world.replays(), await world.moveTasks()], [[], []]);
});

test('two runs of one job at once start one replay', async (t) => {
  const world = await jobWorld(t);
  const { id } = await insert(world, replay(world, { to: Date.now() - HOUR_MS }));
  await world.run(id);
  world.clock.ahead += 60_000;
  const runs = await Promise.all([world.run(id), world.run(id), world.run(id)]);
  assert.deepEqual(
    runs.map((job) => job?.status),
    ['completed', 'completed', 'completed'],
  );
  assert.equal((await world.replays()).length, 1);
});

test('a replay that dies before any of its calls is taken up and done once', async (t) => {
  const world = await jobWorld(t);
  for (let calls = 0, died = true; died; calls++) {
    const { id } = await insert(world, replay(world, { to: Date.now() - HOUR_MS }));
    // The rule applies by then, so that one run goes through all the rest.
    await world.run(id);
    world.clock.ahead += 60_000;
    const before = (await world.replays()).length;
    died = await runAndDie(world, id, calls);
    assert.equal((await world.run(id))?.status, 'completed', `after ${calls} calls`);
    assert.equal((await world.replays()).length - before, 1, `after ${calls} calls`);
  }
  assert.ok(await world.replayLock.take(replay(world)), 'the lock was given back');
});

test('a redrive that dies before any of its calls is taken up and done once', async (t) => {
  const world = await jobWorld(t);
  // SQS's clock is not ours.
  world.clock.ahead = 60_000;
  for (let calls = 0, died = true; died; calls++) {
    await world.addDeadLetter();
    const { id } = await insert(world, redrive(world));
    const latest = Math.max(
      0,
      ...(await world.moveTasks()).map(({ StartedTimestamp = 0 }) => StartedTimestamp),
    );
    died = await runAndDie(world, id, calls);
    const ended = await world.run(id);
    assert.deepEqual([ended?.status, ended?.progress], ['completed', { moved: 1, total: 1 }], `${calls}`);
    const started = (await world.moveTasks()).filter(({ StartedTimestamp = 0 }) => StartedTimestamp > latest);
    assert.equal(started.length, 1, `after ${calls} calls`);
  }
});

/** Has a run die right after it wrote down that the job begins. */
async function begun(world: JobWorld, id: string): Promise<void> {
  world.calls.length = 0;
  world.dieAfter(3);
  await assert.rejects(world.run(id));
  world.live();
  assert.deepEqual(world.calls.slice(0, 3), ['GetItem', 'ListMessageMoveTasks', 'UpdateItem']);
}

/** Whether the run died; if so, a tick finds the job. */
async function runAndDie(world: JobWorld, id: string, calls: number): Promise<boolean> {
  world.dieAfter(calls);
  const died = await world.run(id).then(
    () => false,
    () => true,
  );
  world.live();
  const due = await world.jobs.listDue(world.now() + HOUR_MS);
  assert.equal(
    due.some((job) => job.id === id),
    died,
    `after ${calls} calls`,
  );
  return died;
}

function replay(world: JobWorld, fields: { readonly from?: number; readonly to?: number } = {}): Job {
  const order = { kind: 'replay', mode: 'missing', from: world.now() - 2 * HOUR_MS, ...fields } as const;
  return newJob({ accountId: 'demo', subscriptionId: aSubscription().id, now: world.now() }, order);
}

function redrive(world: JobWorld): Job {
  const owner = { accountId: 'demo', subscriptionId: aSubscription().id, now: world.now() };
  return newJob(owner, { kind: 'redrive' });
}

async function insert(world: JobWorld, job: Job): Promise<Job> {
  await world.jobs.insert(job, world.now());
  return job;
}

function standing(job: Job | undefined) {
  return [job?.status, job?.statusReason];
}
