import type { Core } from '../core.ts';
import { removeQueue } from '../queue/remove-queue.ts';
import { queueOperation } from './queue-operation.ts';

export function deleteQueue(core: Core) {
  return queueOperation(core, { action: 'DeleteQueue', parameters: [] }, ({ queue }) => {
    removeQueue(core, queue);
    return {};
  });
}
