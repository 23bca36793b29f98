import { transaction } from '../storage/transaction.ts';
import type { Core } from './core.ts';

/** Deletes the messages that have outlived their queue's retention; no receive returns them any more. */
export function sweepExpired(core: Core): void {
  const now = core.context.now();
  transaction(core.context.database, () => {
    for (const queue of core.queues.all()) core.messages.removeExpired(queue.id, now - queue.retentionMs);
  });
}
