import { randomUUID } from 'node:crypto';
import type { Operation } from '../../endpoint/operation.ts';
import { transaction } from '../../storage/transaction.ts';
import type { Core } from '../core.ts';
import type { MoveRunner } from '../move/create-move-runner.ts';
import type { MoveTask } from '../move/move-task.ts';
import { taskToHandle } from '../move/task-handle.ts';
import { readParameters, type Parameters } from '../parameters.ts';
import { queueArn } from '../queue/queue-arn.ts';
import type { Queue } from '../queue/queue.ts';
import { sqsError } from '../sqs-error.ts';
import { accessByArn } from './access-by-arn.ts';
import { requireQueueByArn } from './require-queue-by-arn.ts';

/**
 * StartMessageMoveTask. Who starts it must be allowed what the move does: receive and delete at the dead-letter
 * queue, and send to the destination, or without one to each queue that now uses it.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html
 */
export function startMessageMoveTask(core: Core, runner: MoveRunner): Operation {
  return {
    access(input) {
      const parameters = readParameters(input, PARAMETERS);
      const source = parameters.required('SourceArn');
      const destination = parameters.text('DestinationArn');
      const destinations = destination === undefined ? sourcesOf(core, source) : [destination];
      return [
        ...accessByArn(core, source, ACTIONS),
        ...destinations.flatMap((arn) => accessByArn(core, arn, ['SendMessage'])),
      ];
    },
    run(input) {
      const task = transaction(core.context.database, () => insert(core, readParameters(input, PARAMETERS)));
      runner.run(task);
      return { TaskHandle: taskToHandle({ taskId: task.task_id, sourceArn: task.source_arn }) };
    },
  };
}

/** AWS documents the quota, and not the error. */
const MOST_OF_ACCOUNT = 100;

const PARAMETERS = ['SourceArn', 'DestinationArn', 'MaxNumberOfMessagesPerSecond'];
const ACTIONS = ['StartMessageMoveTask', 'ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'];

function sourcesOf(core: Core, deadLetterArn: string): readonly string[] {
  const names = core.queues.deadLetterSources(deadLetterArn, { after: '', most: Number.MAX_SAFE_INTEGER });
  return names.map((name) => queueArn(core.context, name));
}

function insert(core: Core, parameters: Parameters): MoveTask {
  const source = requireQueueByArn(core, 'SourceArn', parameters.required('SourceArn'));
  const destination = parameters.text('DestinationArn');
  if (destination !== undefined) requireQueueByArn(core, 'DestinationArn', destination);
  checkSource(core, source, destination);
  const now = core.context.now();
  return core.moveTasks.insert({
    task_id: randomUUID(),
    source_arn: source.arn,
    destination_arn: destination ?? null,
    messages_per_second: parameters.integer('MaxNumberOfMessagesPerSecond', 1, 500) ?? null,
    to_move: core.messages.counts(source.id, { now, sentAfter: now - source.retentionMs }).visible,
    started_at: now,
  });
}

function checkSource(core: Core, source: Queue, destination: string | undefined): void {
  if (sourcesOf(core, source.arn).length === 0)
    throw sqsError(
      'InvalidParameterValue',
      `Source queue must be configured as a Dead Letter Queue: ${source.arn} is none.`,
    );
  if (source.arn === destination)
    throw sqsError(
      'InvalidParameterValue',
      `Source queue arn and destination queue arn cannot be the same: ${source.arn}.`,
    );
  if (core.moveTasks.ofSource(source.arn, 1)[0]?.status === 'RUNNING')
    throw sqsError(
      'InvalidParameterValue',
      `There is already a task running. Only one active task is allowed for ${source.arn} at a given time.`,
    );
  if (core.moveTasks.running().length >= MOST_OF_ACCOUNT)
    throw sqsError(
      'OverLimit',
      `An account has ${MOST_OF_ACCOUNT} active message movement tasks at most: wait until one has ended.`,
    );
}
