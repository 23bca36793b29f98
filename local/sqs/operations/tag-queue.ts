import type { Core } from '../core.ts';
import { checkTags } from '../queue/check-tags.ts';
import { sqsError } from '../sqs-error.ts';
import { queueOperation } from './queue-operation.ts';

export function tagQueue(core: Core) {
  return queueOperation(core, { action: 'TagQueue', parameters: ['Tags'] }, ({ queue, parameters }) => {
    const given = parameters.object('Tags');
    if (!given) throw sqsError('MissingParameter', 'The request must contain the parameter Tags.');
    core.queues.setTags(queue, checkTags({ ...queue.tags, ...given }));
    return {};
  });
}
