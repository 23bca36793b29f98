import type { Core } from '../core.ts';
import { queueOperation } from './queue-operation.ts';

export function untagQueue(core: Core) {
  return queueOperation(core, { action: 'UntagQueue', parameters: ['TagKeys'] }, ({ queue, parameters }) => {
    const keys = parameters.texts('TagKeys');
    const left = Object.entries(queue.tags).filter(([key]) => !keys.includes(key));
    core.queues.setTags(queue, Object.fromEntries(left));
    return {};
  });
}
