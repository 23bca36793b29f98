import type { JsonObject, Operation } from '../../endpoint/operation.ts';
import type { Core } from '../core.ts';
import type { MoveTask } from '../move/move-task.ts';
import { taskToHandle } from '../move/task-handle.ts';
import { readParameters, type Parameters } from '../parameters.ts';
import { accessByArn } from './access-by-arn.ts';
import { requireQueueByArn } from './require-queue-by-arn.ts';

export function listMessageMoveTasks(core: Core): Operation {
  return {
    access: (input) =>
      accessByArn(core, read(input).required('SourceArn'), ['ListMessageMoveTasks', 'GetQueueAttributes']),
    run(input) {
      const parameters = read(input);
      const source = requireQueueByArn(core, 'SourceArn', parameters.required('SourceArn'));
      const most = parameters.integer('MaxResults', 1, 10) ?? 1;
      return { Results: core.moveTasks.ofSource(source.arn, most).map(toResult) };
    },
  };
}

function read(input: JsonObject): Parameters {
  return readParameters(input, ['SourceArn', 'MaxResults']);
}

function toResult(task: MoveTask): Record<string, unknown> {
  const handle = taskToHandle({ taskId: task.task_id, sourceArn: task.source_arn });
  return {
    ...(task.status === 'RUNNING' && { TaskHandle: handle }),
    Status: task.status,
    SourceArn: task.source_arn,
    ...(task.destination_arn !== null && { DestinationArn: task.destination_arn }),
    ...(task.messages_per_second !== null && { MaxNumberOfMessagesPerSecond: task.messages_per_second }),
    ApproximateNumberOfMessagesMoved: task.moved,
    ApproximateNumberOfMessagesToMove: task.to_move,
    ...(task.failure_reason !== null && { FailureReason: task.failure_reason }),
    StartedTimestamp: task.started_at,
  };
}
