import {
  CancelReplayCommand,
  DescribeReplayCommand,
  type DescribeReplayResponse,
  IllegalStatusException,
  LimitExceededException,
  ResourceAlreadyExistsException,
  ResourceNotFoundException,
  StartReplayCommand,
} from '@aws-sdk/client-eventbridge';
import { replayName } from '../message/replay-name.ts';
import type { ResourceSettings } from '../provisioning/resource-settings.ts';
import { ruleArn } from '../provisioning/rule-arn.ts';
import type { Subscription } from '../subscription/subscription.ts';
import type { ReplayJob } from './job.ts';
import { end, type JobStep, run, type StepDependencies, wait } from './job-step.ts';
import { replayArns } from './replay-arns.ts';

/** A replay is wider than what was asked for on either side: EventBridge's ends and emitters' clocks are not exact. */
const WIDER_MS = 5 * 60_000;

/**
 * One step of a replay. It begins when the subscription's rule applies and the archive has the end of the span; it is
 * written down that it begins before EventBridge is asked, and its name is the job's, so a crash starts no second one.
 */
export async function replayStep(dependencies: StepDependencies, job: ReplayJob): Promise<JobStep> {
  if (job.launched) return follow(dependencies, job);
  if (job.cancelRequestedAt !== undefined) return cancelBefore(dependencies, job);
  const notYet = await obstacle(dependencies, job);
  // Whatever is to happen first, others need not wait for it.
  if (notYet) return withoutLock(dependencies, job, notYet);
  const { replayLock, now } = dependencies;
  if (!(await replayLock.take(job))) return wait('another_replay', now());
  if (job.startedAt === undefined) return { patch: { startedAt: now() }, lookAt: now() };
  return launch(dependencies, job);
}

/** What keeps a replay from being started now: a rule that is off, or not yet in force, would let it pass unheard. */
async function obstacle(
  { subscriptions, settings, archiveDelayMs, now }: StepDependencies,
  job: ReplayJob,
): Promise<JobStep | undefined> {
  const subscription = await subscriptions.get(job.accountId, job.subscriptionId);
  if (!subscription || subscription.status === 'deleting')
    return end('failed', now(), { statusReason: 'subscription_deleted' });
  if (subscription.status === 'disabled') return wait('subscription_disabled', now());
  if (!isRuleInForce(subscription)) return wait('rule_not_applied', now());
  const { ruleGeneration, ruleSeenAt = now() } = job;
  if (ruleGeneration !== subscription.generation) {
    const seen = { ruleGeneration: subscription.generation, ruleSeenAt: now() };
    return { patch: seen, lookAt: now() };
  }
  const settledAt = ruleSeenAt + settings.ruleSettleSeconds * 1_000;
  if (now() < settledAt) return wait('rule_not_applied', now(), settledAt);
  if (job.to === undefined) return { patch: { to: settledAt }, lookAt: now() };
  const archivedAt = job.to + archiveDelayMs;
  return now() < archivedAt ? wait('events_not_archived', now(), archivedAt) : undefined;
}

/** What AWS was made equal to is what is wanted: nothing is known of a rule that is still to be put or changed. */
function isRuleInForce({ generation, observedGeneration, status }: Subscription): boolean {
  return observedGeneration === generation && status !== 'provisioning';
}

async function launch(dependencies: StepDependencies, job: ReplayJob): Promise<JobStep> {
  const { events, settings, now } = dependencies;
  const { to } = spanOf(job);
  const { archive, bus } = replayArns(settings, job.accountId);
  try {
    await events.send(
      new StartReplayCommand({
        ReplayName: nameOf(settings, job),
        EventSourceArn: archive,
        EventStartTime: new Date(await startOf(dependencies, job)),
        EventEndTime: new Date(to + WIDER_MS),
        Destination: {
          Arn: bus,
          FilterArns: [ruleArn(settings, { accountId: job.accountId, id: job.subscriptionId })],
        },
      }),
    );
  } catch (error) {
    if (error instanceof LimitExceededException) return wait('replays_of_others', now());
    if (!(error instanceof ResourceAlreadyExistsException)) throw error;
  }
  return run({ launched: true }, now());
}

/** What is from before the subscription was never meant for it, unless it is asked for. */
async function startOf({ subscriptions }: StepDependencies, job: ReplayJob): Promise<number> {
  const { accountId, subscriptionId, from } = job;
  if (job.startsExactly) return from;
  const { createdAt = 0 } = (await subscriptions.get(accountId, subscriptionId)) ?? {};
  return Math.min(from, Math.max(from - WIDER_MS, createdAt));
}

/** EventBridge may have one that was begun all the same: a run that asked it may have died before it could write that down. */
async function cancelBefore(dependencies: StepDependencies, job: ReplayJob): Promise<JobStep> {
  const { now } = dependencies;
  if (job.startedAt === undefined) return withoutLock(dependencies, job, end('cancelled', now()));
  try {
    await cancel(dependencies, job);
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    return withoutLock(dependencies, job, end('cancelled', now()));
  }
  return run({ launched: true }, now());
}

async function follow(dependencies: StepDependencies, job: ReplayJob): Promise<JobStep> {
  const { events, settings, subscriptions, now } = dependencies;
  const subscription = await subscriptions.get(job.accountId, job.subscriptionId);
  if (job.cancelRequestedAt !== undefined || ruleEnd(subscription)) await cancel(dependencies, job);
  const replay = await events.send(new DescribeReplayCommand({ ReplayName: nameOf(settings, job) }));
  switch (replay.State) {
    case 'COMPLETED':
    case 'CANCELLED':
    case 'FAILED':
      return withoutLock(dependencies, job, outcome(job, { replay, subscription, now: now() }));
    case 'STARTING':
    case 'RUNNING':
    case 'CANCELLING':
    case undefined:
      return run(progress(replay), now());
  }
}

type Ended = {
  readonly replay: DescribeReplayResponse;
  readonly subscription: Subscription | undefined;
  readonly now: number;
};

/** What a replay came to. EventBridge replays to a rule that is off or gone as well, and calls that completed. */
function outcome({ cancelRequestedAt }: ReplayJob, { replay, subscription, now }: Ended): JobStep {
  const { State, StateReason = 'EventBridge gave no reason.', ReplayEndTime } = replay;
  const failed = (statusReason: string) => end('failed', now, { ...progress(replay), statusReason });
  if (State === 'CANCELLED' && cancelRequestedAt !== undefined)
    return end('cancelled', now, progress(replay));
  const rule = ruleEnd(subscription);
  if (rule && !(ReplayEndTime && ReplayEndTime.getTime() < rule.endedAt)) return failed(rule.reason);
  if (State === 'FAILED') return failed(StateReason);
  return end(State === 'CANCELLED' ? 'cancelled' : 'completed', now, progress(replay));
}

/** Since when a subscription's rule hears nothing any more, and why; `undefined` while it does. */
function ruleEnd(subscription: Subscription | undefined): { reason: string; endedAt: number } | undefined {
  const { status = 'deleting', deletedAt = 0, disabledAt = 0 } = subscription ?? {};
  if (status === 'deleting') return { reason: 'subscription_deleted', endedAt: deletedAt };
  return status === 'disabled' ? { reason: 'subscription_disabled', endedAt: disabledAt } : undefined;
}

/** A replay that has ended meanwhile, or is being cancelled, is past it. */
async function cancel({ events, settings }: StepDependencies, job: ReplayJob): Promise<void> {
  try {
    await events.send(new CancelReplayCommand({ ReplayName: nameOf(settings, job) }));
  } catch (error) {
    if (!(error instanceof IllegalStatusException)) throw error;
  }
}

/** The lock goes first: once a job is at its end nobody comes back to it. */
async function withoutLock(
  { replayLock }: StepDependencies,
  job: ReplayJob,
  step: JobStep,
): Promise<JobStep> {
  await replayLock.release(job);
  return step;
}

function nameOf({ prefix }: ResourceSettings, job: ReplayJob): string {
  return replayName(prefix, { ...job, ...spanOf(job) });
}

function spanOf({ id, from, to }: ReplayJob): { from: number; to: number } {
  if (to === undefined) throw new Error(`The replay of ${id} has begun without an end of its span.`);
  return { from, to };
}

function progress({ EventLastReplayedTime: last }: DescribeReplayResponse) {
  return last ? { progress: { replayedTo: last.getTime() } } : {};
}
