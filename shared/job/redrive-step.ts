import {
  CancelMessageMoveTaskCommand,
  ListMessageMoveTasksCommand,
  type ListMessageMoveTasksResultEntry,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { resourceArns } from '../provisioning/resource-arns.ts';
import type { RedriveJob } from './job.ts';
import { end, type JobStep, run, type StepDependencies, wait } from './job-step.ts';

/**
 * One step of a redrive. Its task is the first that SQS started after those which were there when the job began, so that
 * a run which died after starting it is found out; by SQS's clock alone, which ours may differ from. A task of somebody
 * else is waited for.
 */
export async function redriveStep(dependencies: StepDependencies, job: RedriveJob): Promise<JobStep> {
  const { subscriptions, now } = dependencies;
  const isCancelled = job.cancelRequestedAt !== undefined;
  if (isCancelled && job.startedAt === undefined) return end('cancelled', now());
  const subscription = await subscriptions.get(job.accountId, job.subscriptionId);
  // Its queues go with it, and what they hold.
  if (!subscription || subscription.status === 'deleting')
    return end('failed', now(), { statusReason: 'subscription_deleted' });
  const tasks = await listTasks(dependencies, job);
  if (job.startedAt === undefined) return begin(tasks, now());
  const own = tasks.find((task) => isOwn(task, job));
  if (own) return follow(dependencies, job, own);
  if (job.taskStartedAt !== undefined)
    return end('failed', now(), { statusReason: 'SQS does not know the task any more.' });
  if (isCancelled) return end('cancelled', now());
  await startTask(dependencies, job);
  return run({}, now());
}

function begin(tasks: readonly ListMessageMoveTasksResultEntry[], now: number): JobStep {
  if (tasks.some(({ Status }) => Status === 'RUNNING' || Status === 'CANCELLING'))
    return wait('another_redrive', now);
  const startedAfter = tasks.at(-1)?.StartedTimestamp ?? 0;
  return { patch: { startedAt: now, startedAfter }, lookAt: now };
}

function isOwn(
  { StartedTimestamp: startedAt = 0 }: ListMessageMoveTasksResultEntry,
  job: RedriveJob,
): boolean {
  if (job.taskStartedAt !== undefined) return startedAt === job.taskStartedAt;
  return startedAt > (job.startedAfter ?? 0);
}

/** The first that was started comes first. */
async function listTasks(
  { sqs, settings }: StepDependencies,
  job: RedriveJob,
): Promise<readonly ListMessageMoveTasksResultEntry[]> {
  const SourceArn = resourceArns(settings, job.subscriptionId).deadLetterQueue;
  const { Results = [] } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn, MaxResults: 10 }));
  return Results.toSorted((a, b) => (a.StartedTimestamp ?? 0) - (b.StartedTimestamp ?? 0));
}

async function startTask({ sqs, settings }: StepDependencies, job: RedriveJob): Promise<void> {
  const arns = resourceArns(settings, job.subscriptionId);
  // Our dead letters were put into the queue directly, so SQS does not know where they came from.
  await sqs.send(
    new StartMessageMoveTaskCommand({ SourceArn: arns.deadLetterQueue, DestinationArn: arns.queue }),
  );
}

async function follow(
  { sqs, now }: StepDependencies,
  job: RedriveJob,
  task: ListMessageMoveTasksResultEntry,
): Promise<JobStep> {
  const known = {
    ...(task.StartedTimestamp !== undefined && { taskStartedAt: task.StartedTimestamp }),
    progress: {
      moved: task.ApproximateNumberOfMessagesMoved ?? 0,
      total: task.ApproximateNumberOfMessagesToMove ?? 0,
    },
  };
  switch (task.Status) {
    case 'COMPLETED':
      return end('completed', now(), known);
    case 'CANCELLED':
      return end('cancelled', now(), known);
    case 'FAILED':
      return end('failed', now(), { ...known, statusReason: task.FailureReason ?? 'SQS gave no reason.' });
    case 'RUNNING':
      if (job.cancelRequestedAt !== undefined)
        await sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle: task.TaskHandle }));
      return run(known, now());
    case undefined:
    default:
      return run(known, now());
  }
}
