import type { DatabaseSync } from 'node:sqlite';
import type { Queue, QueueAttributes } from './queue.ts';
import { readQueue, type QueueRow } from './read-queue.ts';

/** The queues that exist. */
export type Queues = {
  find(name: string): Queue | undefined;
  insert(queue: NewQueue): Queue;
  setAttributes(queue: Queue, attributes: QueueAttributes, at: number): void;
  setTags(queue: Queue, tags: Readonly<Record<string, string>>): void;
  setPurged(queue: Queue, at: number): void;
  remove(queue: Queue): void;
  /** Names in order, after `after`, that start with `prefix`. */
  names(page: { prefix: string; after: string; most: number }): readonly string[];
  all(): readonly Queue[];
  /** Names in order, after `after`, of the queues whose dead-letter queue has this ARN. */
  deadLetterSources(arn: string, page: { after: string; most: number }): readonly string[];
};

export type NewQueue = {
  readonly name: string;
  readonly attributes: QueueAttributes;
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAt: number;
};

/**
 * Queues are read once and kept: every send and receive asks for one. Only what is committed is kept, so an outer
 * transaction that rolls back leaves no trace here.
 */
export function createQueues(database: DatabaseSync, arnOf: (name: string) => string): Queues {
  const kept = new Map<string, Queue>();
  const sql = prepareAll(database);
  const read = (row: QueueRow): Queue => readQueue(row, arnOf(row.name));

  function find(name: string): Queue | undefined {
    const known = kept.get(name);
    if (known) return known;
    const row = sql.find.get(name) as QueueRow | undefined;
    if (!row) return undefined;
    const queue = read(row);
    if (!database.isTransaction) kept.set(name, queue);
    return queue;
  }

  return {
    find,
    insert({ name, attributes, tags, createdAt }) {
      const row = sql.insert.get(
        name,
        JSON.stringify(attributes),
        JSON.stringify(tags),
        deadLetterArn(attributes),
        createdAt,
        createdAt,
      );
      return read(row as QueueRow);
    },
    setAttributes(queue, attributes, at) {
      kept.delete(queue.name);
      sql.setAttributes.run(JSON.stringify(attributes), deadLetterArn(attributes), at, queue.id);
    },
    setTags(queue, tags) {
      kept.delete(queue.name);
      sql.setTags.run(JSON.stringify(tags), queue.id);
    },
    setPurged(queue, at) {
      kept.delete(queue.name);
      sql.setPurged.run(at, queue.id);
    },
    remove(queue) {
      kept.delete(queue.name);
      sql.remove.run(queue.id);
    },
    names: ({ prefix, after, most }) => sql.names.all(after, prefix, prefix, most).map(nameOf),
    all: () => sql.all.all().map((row) => read(row as QueueRow)),
    deadLetterSources: (arn, { after, most }) => sql.sources.all(arn, after, most).map(nameOf),
  };
}

function prepareAll(database: DatabaseSync) {
  return {
    find: database.prepare('SELECT * FROM sqs_queues WHERE name = ?'),
    insert: database.prepare(
      `INSERT INTO sqs_queues (name, attributes, tags, dead_letter_arn, created_at, modified_at)
       VALUES (?, ?, ?, ?, ?, ?) RETURNING *`,
    ),
    setAttributes: database.prepare(
      'UPDATE sqs_queues SET attributes = ?, dead_letter_arn = ?, modified_at = ? WHERE id = ?',
    ),
    setTags: database.prepare('UPDATE sqs_queues SET tags = ? WHERE id = ?'),
    setPurged: database.prepare('UPDATE sqs_queues SET purged_at = ? WHERE id = ?'),
    remove: database.prepare('DELETE FROM sqs_queues WHERE id = ?'),
    // Not LIKE, for which the underscore of a name is a wildcard.
    names: database.prepare(
      'SELECT name FROM sqs_queues WHERE name > ? AND substr(name, 1, length(?)) = ? ORDER BY name LIMIT ?',
    ),
    all: database.prepare('SELECT * FROM sqs_queues ORDER BY name'),
    sources: database.prepare(
      'SELECT name FROM sqs_queues WHERE dead_letter_arn = ? AND name > ? ORDER BY name LIMIT ?',
    ),
  };
}

function nameOf(row: Record<string, unknown>): string {
  return String(row['name']);
}

function deadLetterArn(attributes: QueueAttributes): string | null {
  const policy = attributes['RedrivePolicy'];
  if (policy === undefined) return null;
  return (JSON.parse(policy) as { deadLetterTargetArn: string }).deadLetterTargetArn;
}
