import { transaction } from '../../storage/transaction.ts';
import type { Core } from '../core.ts';
import type { Queue } from './queue.ts';

/** Removes a queue and its messages, and keeps its name from being used again for a while. */
export function removeQueue(core: Core, queue: Queue): void {
  const { database, now } = core.context;
  transaction(database, () => {
    core.messages.removeAll(queue.id);
    core.queues.remove(queue);
    database.prepare('INSERT OR REPLACE INTO sqs_deleted_queues VALUES (?, ?)').run(queue.name, now());
  });
  core.longPolls.changed(queue.id);
}
