import type { Core } from '../core.ts';
import { queueOperation } from './queue-operation.ts';

export function listQueueTags(core: Core) {
  return queueOperation(core, { action: 'ListQueueTags', parameters: [] }, ({ queue }) =>
    Object.keys(queue.tags).length > 0 ? { Tags: queue.tags } : {},
  );
}
