import { transaction } from '../../storage/transaction.ts';
import type { Core } from '../core.ts';
import { sqsError } from '../sqs-error.ts';
import { queueOperation } from './queue-operation.ts';

const ONCE_IN_MS = 60_000;

/** PurgeQueue: the messages are gone at once; AWS takes up to a minute, and allows one purge a minute. */
export function purgeQueue(core: Core) {
  return queueOperation(core, { action: 'PurgeQueue', parameters: [] }, ({ queue }) => {
    const now = core.context.now();
    if (queue.purgedAt !== undefined && now < queue.purgedAt + ONCE_IN_MS)
      throw sqsError(
        'PurgeQueueInProgress',
        `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`,
      );
    transaction(core.context.database, () => {
      core.messages.removeAll(queue.id);
      core.queues.setPurged(queue, now);
    });
    return {};
  });
}
