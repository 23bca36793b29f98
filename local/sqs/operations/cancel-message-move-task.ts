import type { JsonObject, Operation } from '../../endpoint/operation.ts';
import type { Core } from '../core.ts';
import { handleToTask, type TaskReference } from '../move/task-handle.ts';
import { readParameters } from '../parameters.ts';
import { sqsError } from '../sqs-error.ts';
import { accessByArn } from './access-by-arn.ts';

/** CancelMessageMoveTask: no batch begins after this; what was moved stays moved. */
export function cancelMessageMoveTask(core: Core): Operation {
  return {
    access: (input) => accessByArn(core, readTask(input).sourceArn, ACTIONS),
    run(input) {
      const task = core.moveTasks.find(readTask(input).taskId);
      if (!task) throw sqsError('ResourceNotFoundException', 'Task does not exist.');
      if (task.status !== 'RUNNING')
        throw sqsError(
          'InvalidParameterValue',
          `Only active tasks can be cancelled; this one is ${task.status}.`,
        );
      core.moveTasks.end(task.id, 'CANCELLED');
      return { ApproximateNumberOfMessagesMoved: task.moved };
    },
  };
}

const ACTIONS = ['CancelMessageMoveTask', 'ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'];

function readTask(input: JsonObject): TaskReference {
  const handle = readParameters(input, ['TaskHandle']).required('TaskHandle');
  const task = handleToTask(handle);
  if (task) return task;
  throw sqsError('InvalidParameterValue', `Value ${handle} for parameter TaskHandle is invalid.`);
}
