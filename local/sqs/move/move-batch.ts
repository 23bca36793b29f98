import { randomUUID } from 'node:crypto';
import { transaction } from '../../storage/transaction.ts';
import type { Core } from '../core.ts';
import type { MessageRow } from '../message/message-row.ts';
import { queueNameFromArn } from '../queue/queue-name-from-arn.ts';
import type { Queue } from '../queue/queue.ts';
import type { MoveTask } from './move-task.ts';

/**
 * Moves the next messages of a task in one commit, and ends the task when nothing is left or one cannot be moved.
 * Only what is visible moves, in all no more than was visible at the start.
 */
export function moveBatch(core: Core, taskId: string, most: number): void {
  transaction(core.context.database, () => {
    const task = core.moveTasks.find(taskId);
    if (task?.status !== 'RUNNING') return;
    const source = findByArn(core, task.source_arn);
    if (!source) return core.moveTasks.end(task.id, 'FAILED', NON_EXISTENT_QUEUE);
    const now = core.context.now();
    const wanted = Math.min(most, task.to_move - task.moved);
    const page = { now, sentAfter: now - source.retentionMs, most: wanted };
    const rows = wanted > 0 ? core.messages.visible(source.id, page) : [];
    const { moved, failure } = moveAll(core, task, rows);
    core.moveTasks.addMoved(task.id, moved);
    if (failure !== undefined) core.moveTasks.end(task.id, 'FAILED', failure);
    else if (moved < most || task.moved + moved >= task.to_move) core.moveTasks.end(task.id, 'COMPLETED');
  });
}

/** The reasons as AWS gives them. */
const NON_EXISTENT_QUEUE = 'AWS.SimpleQueueService.NonExistentQueue';
const NO_SOURCE = 'CouldNotDetermineMessageSource';

function moveAll(
  core: Core,
  task: MoveTask,
  rows: readonly MessageRow[],
): { moved: number; failure?: string } {
  let moved = 0;
  for (const row of rows) {
    const arn = task.destination_arn ?? row.source_arn;
    if (arn === null) return { moved, failure: NO_SOURCE };
    const destination = findByArn(core, arn);
    if (!destination) return { moved, failure: NON_EXISTENT_QUEUE };
    move(core, row, destination);
    moved++;
  }
  return { moved };
}

/** What arrives is a new message: new id, new enqueue time, never received. */
function move(core: Core, row: MessageRow, destination: Queue): void {
  const { id, body, body_md5, attributes, trace_header, sender } = row;
  const now = core.context.now();
  core.messages.remove(id);
  core.messages.insert({
    queue: destination.id,
    message_id: randomUUID(),
    body,
    body_md5,
    attributes,
    trace_header,
    sender,
    sent_at: now,
    visible_at: now + destination.delayMs,
  });
  core.longPolls.changed(destination.id);
}

function findByArn(core: Core, arn: string): Queue | undefined {
  const name = queueNameFromArn(core.context, arn);
  return name === undefined ? undefined : core.queues.find(name);
}
