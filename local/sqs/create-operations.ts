import type { Operations } from '../endpoint/operation.ts';
import type { Core } from './core.ts';
import type { MoveRunner } from './move/create-move-runner.ts';
import { cancelMessageMoveTask } from './operations/cancel-message-move-task.ts';
import { changeMessageVisibilityBatch } from './operations/change-message-visibility-batch.ts';
import { changeMessageVisibility } from './operations/change-message-visibility.ts';
import { createQueue } from './operations/create-queue.ts';
import { deleteMessageBatch } from './operations/delete-message-batch.ts';
import { deleteMessage } from './operations/delete-message.ts';
import { deleteQueue } from './operations/delete-queue.ts';
import { getQueueAttributes } from './operations/get-queue-attributes.ts';
import { getQueueUrl } from './operations/get-queue-url.ts';
import { listDeadLetterSourceQueues } from './operations/list-dead-letter-source-queues.ts';
import { listMessageMoveTasks } from './operations/list-message-move-tasks.ts';
import { listQueueTags } from './operations/list-queue-tags.ts';
import { listQueues } from './operations/list-queues.ts';
import { notEmulated } from './operations/not-emulated.ts';
import { purgeQueue } from './operations/purge-queue.ts';
import { receiveMessage } from './operations/receive-message.ts';
import { sendMessageBatch } from './operations/send-message-batch.ts';
import { sendMessage } from './operations/send-message.ts';
import { setQueueAttributes } from './operations/set-queue-attributes.ts';
import { startMessageMoveTask } from './operations/start-message-move-task.ts';
import { tagQueue } from './operations/tag-queue.ts';
import { untagQueue } from './operations/untag-queue.ts';

/** Every operation of SQS by name. */
export function createOperations(core: Core, runner: MoveRunner): Operations {
  return {
    AddPermission: notEmulated('AddPermission', 'set the queue attribute Policy'),
    CancelMessageMoveTask: cancelMessageMoveTask(core),
    ChangeMessageVisibility: changeMessageVisibility(core),
    ChangeMessageVisibilityBatch: changeMessageVisibilityBatch(core),
    CreateQueue: createQueue(core),
    DeleteMessage: deleteMessage(core),
    DeleteMessageBatch: deleteMessageBatch(core),
    DeleteQueue: deleteQueue(core),
    GetQueueAttributes: getQueueAttributes(core),
    GetQueueUrl: getQueueUrl(core),
    ListDeadLetterSourceQueues: listDeadLetterSourceQueues(core),
    ListMessageMoveTasks: listMessageMoveTasks(core),
    ListQueueTags: listQueueTags(core),
    ListQueues: listQueues(core),
    PurgeQueue: purgeQueue(core),
    ReceiveMessage: receiveMessage(core),
    RemovePermission: notEmulated('RemovePermission', 'set the queue attribute Policy'),
    SendMessage: sendMessage(core),
    SendMessageBatch: sendMessageBatch(core),
    SetQueueAttributes: setQueueAttributes(core),
    StartMessageMoveTask: startMessageMoveTask(core, runner),
    TagQueue: tagQueue(core),
    UntagQueue: untagQueue(core),
  };
}
