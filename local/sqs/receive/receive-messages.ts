import { transaction } from '../../storage/transaction.ts';
import type { Core } from '../core.ts';
import type { MessageRow } from '../message/message-row.ts';
import type { Queue } from '../queue/queue.ts';
import { deadLetterQueueOf } from './dead-letter-queue-of.ts';

/** A message that was received, with its count as of this receive. */
export type Received = MessageRow & { readonly first_received_at: number };

/**
 * Receives what is visible now, and moves what was received too often to the dead-letter queue on the way.
 * @param most how many; fewer when fewer are visible or may be in flight.
 */
export function receiveMessages(
  core: Core,
  queue: Queue,
  { most, visibilityMs }: { most: number; visibilityMs: number },
): readonly Received[] {
  const now = core.context.now();
  const page = { now, sentAfter: now - queue.retentionMs };
  const first = core.messages.visible(queue.id, { ...page, most });
  if (first.length === 0) return [];
  return transaction(core.context.database, () => {
    const received: Received[] = [];
    let rows = first;
    while (rows.length > 0) {
      const kept = moveDeadLetters(core, queue, rows, now);
      for (const row of kept) received.push(receive(core, row, { now, visibilityMs }));
      const missing = most - received.length;
      if (kept.length === rows.length || missing === 0) break;
      rows = core.messages.visible(queue.id, { ...page, most: missing, behind: rows.at(-1) });
    }
    core.inFlight.add(queue, received.length);
    return received;
  });
}

function moveDeadLetters(core: Core, queue: Queue, rows: readonly MessageRow[], now: number) {
  const most = queue.redrivePolicy?.maxReceiveCount;
  if (most === undefined || rows.every((row) => receivesHere(row) < most)) return rows;
  const deadLetterQueue = deadLetterQueueOf(core, queue);
  if (!deadLetterQueue) return rows;
  const [dead, kept] = partition(rows, (row) => receivesHere(row) >= most);
  for (const row of dead)
    core.messages.moveToDeadLetters(row.id, { queue: deadLetterQueue.id, now, sourceArn: queue.arn });
  core.longPolls.changed(deadLetterQueue.id);
  return kept;
}

function receivesHere(row: MessageRow): number {
  return row.receive_count - row.count_on_arrival;
}

function receive(core: Core, row: MessageRow, { now, visibilityMs }: { now: number; visibilityMs: number }) {
  const duplicated = row.duplicated === 0 && core.duplicate();
  core.messages.receive(row.id, { visibleAt: duplicated ? now : now + visibilityMs, now, duplicated });
  return {
    ...row,
    receive_count: row.receive_count + 1,
    first_received_at: row.first_received_at ?? now,
  };
}

function partition<T>(items: readonly T[], holds: (item: T) => boolean): [T[], T[]] {
  return [items.filter((item) => holds(item)), items.filter((item) => !holds(item))];
}
