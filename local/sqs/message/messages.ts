import type { DatabaseSync } from 'node:sqlite';
import type { MessageRow } from './message-row.ts';

/** The stored messages of all queues. Every time is in milliseconds. */
export type Messages = {
  insert(message: NewMessage): void;
  /** What can be received at `now`, in order of visibility, behind the place where the last page ended. */
  visible(queue: number, page: VisiblePage): MessageRow[];
  receive(id: number, change: { visibleAt: number; now: number; duplicated: boolean }): void;
  find(id: number): MessageRow | undefined;
  hide(id: number, visibleAt: number): void;
  remove(id: number): void;
  /** Lazy redrive: the same message in another queue, visible at once. */
  moveToDeadLetters(id: number, to: { queue: number; now: number; sourceArn: string }): void;
  removeAll(queue: number): void;
  removeExpired(queue: number, sentUntil: number): void;
  counts(queue: number, at: { now: number; sentAfter: number }): Counts;
  /** When the next message that is hidden at `now` becomes visible. */
  nextVisibleAt(queue: number, now: number): number | undefined;
  makeInFlightVisible(now: number): void;
};

export type NewMessage = Pick<
  MessageRow,
  | 'queue'
  | 'message_id'
  | 'body'
  | 'body_md5'
  | 'attributes'
  | 'trace_header'
  | 'sender'
  | 'sent_at'
  | 'visible_at'
>;

export type VisiblePage = {
  readonly now: number;
  /** Messages sent until then have expired. */
  readonly sentAfter: number;
  readonly most: number;
  readonly behind?: Pick<MessageRow, 'visible_at' | 'id'> | undefined;
};

export type Counts = { readonly visible: number; readonly inFlight: number; readonly delayed: number };

export function createMessages(database: DatabaseSync): Messages {
  const sql = prepareAll(database);
  return {
    insert: (message) => void sql.insert.run(message),
    visible(queue, { now, sentAfter, most, behind }) {
      const rows = behind
        ? sql.visibleBehind.all(queue, now, behind.visible_at, behind.id, sentAfter, most)
        : sql.visible.all(queue, now, sentAfter, most);
      return rows as MessageRow[];
    },
    receive: (id, { visibleAt, now, duplicated }) =>
      void sql.receive.run(visibleAt, now, now, duplicated ? 1 : 0, id),
    find: (id) => sql.find.get(id) as MessageRow | undefined,
    hide: (id, visibleAt) => void sql.hide.run(visibleAt, id),
    remove: (id) => void sql.remove.run(id),
    moveToDeadLetters: (id, { queue, now, sourceArn }) => void sql.move.run(queue, now, sourceArn, id),
    removeAll: (queue) => void sql.removeAll.run(queue),
    removeExpired: (queue, sentUntil) => void sql.removeExpired.run(queue, sentUntil),
    counts: (queue, { now, sentAfter }) => sql.counts.get(now, now, now, queue, sentAfter) as Counts,
    nextVisibleAt(queue, now) {
      const at = sql.nextVisibleAt.get(queue, now)?.['visible_at'];
      return at === undefined ? undefined : Number(at);
    },
    makeInFlightVisible: (now) => void sql.makeInFlightVisible.run(now, now),
  };
}

function prepareAll(database: DatabaseSync) {
  return {
    insert: database.prepare(
      `INSERT INTO sqs_messages
         (queue, message_id, body, body_md5, attributes, trace_header, sender, sent_at, visible_at)
       VALUES (:queue, :message_id, :body, :body_md5, :attributes, :trace_header, :sender, :sent_at, :visible_at)`,
    ),
    visible: database.prepare(
      `SELECT * FROM sqs_messages WHERE queue = ? AND visible_at <= ? AND sent_at > ?
       ORDER BY visible_at, id LIMIT ?`,
    ),
    visibleBehind: database.prepare(
      `SELECT * FROM sqs_messages WHERE queue = ? AND visible_at <= ? AND (visible_at, id) > (?, ?) AND sent_at > ?
       ORDER BY visible_at, id LIMIT ?`,
    ),
    receive: database.prepare(
      `UPDATE sqs_messages SET visible_at = ?, in_flight = 1, receive_count = receive_count + 1,
         first_received_at = coalesce(first_received_at, ?), received_at = ?, duplicated = ? WHERE id = ?`,
    ),
    find: database.prepare('SELECT * FROM sqs_messages WHERE id = ?'),
    hide: database.prepare('UPDATE sqs_messages SET visible_at = ? WHERE id = ?'),
    remove: database.prepare('DELETE FROM sqs_messages WHERE id = ?'),
    move: database.prepare(
      `UPDATE sqs_messages SET queue = ?, visible_at = ?, in_flight = 0, duplicated = 0, received_at = NULL,
         count_on_arrival = receive_count, source_arn = ? WHERE id = ?`,
    ),
    removeAll: database.prepare('DELETE FROM sqs_messages WHERE queue = ?'),
    removeExpired: database.prepare(
      // The subquery reads the index alone; the outer statement touches only what has expired.
      `DELETE FROM sqs_messages WHERE id IN (SELECT id FROM sqs_messages WHERE queue = ? AND sent_at <= ?)`,
    ),
    counts: database.prepare(
      `SELECT coalesce(sum(visible_at <= ?), 0) AS visible,
         coalesce(sum(visible_at > ? AND in_flight = 1), 0) AS inFlight,
         coalesce(sum(visible_at > ? AND in_flight = 0), 0) AS delayed
       FROM sqs_messages WHERE queue = ? AND sent_at > ?`,
    ),
    nextVisibleAt: database.prepare(
      'SELECT visible_at FROM sqs_messages WHERE queue = ? AND visible_at > ? ORDER BY visible_at LIMIT 1',
    ),
    makeInFlightVisible: database.prepare(
      'UPDATE sqs_messages SET visible_at = ? WHERE in_flight = 1 AND visible_at > ?',
    ),
  };
}
