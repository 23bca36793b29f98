import type { DatabaseSync } from 'node:sqlite';

/**
 * The tables of SQS. The index on messages serves receives in order of visibility, and carries what counting and
 * sweeping ask for, so that neither reads a body.
 */
export function createTables(database: DatabaseSync): void {
  database.exec(`
    CREATE TABLE IF NOT EXISTS sqs_queues (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL UNIQUE,
      attributes TEXT NOT NULL,
      tags TEXT NOT NULL,
      dead_letter_arn TEXT,
      created_at INTEGER NOT NULL,
      modified_at INTEGER NOT NULL,
      purged_at INTEGER
    );
    CREATE INDEX IF NOT EXISTS sqs_queues_by_dead_letter_queue ON sqs_queues (dead_letter_arn, name);
    CREATE TABLE IF NOT EXISTS sqs_deleted_queues (name TEXT PRIMARY KEY, deleted_at INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS sqs_messages (
      id INTEGER PRIMARY KEY,
      queue INTEGER NOT NULL,
      message_id TEXT NOT NULL,
      body TEXT NOT NULL,
      body_md5 TEXT NOT NULL,
      attributes TEXT,
      trace_header TEXT,
      sender TEXT NOT NULL,
      sent_at INTEGER NOT NULL,
      visible_at INTEGER NOT NULL,
      in_flight INTEGER NOT NULL DEFAULT 0,
      receive_count INTEGER NOT NULL DEFAULT 0,
      count_on_arrival INTEGER NOT NULL DEFAULT 0,
      first_received_at INTEGER,
      received_at INTEGER,
      duplicated INTEGER NOT NULL DEFAULT 0,
      source_arn TEXT
    );
    CREATE INDEX IF NOT EXISTS sqs_messages_by_visibility
      ON sqs_messages (queue, visible_at, id, sent_at, in_flight);
    CREATE TABLE IF NOT EXISTS sqs_move_tasks (
      id INTEGER PRIMARY KEY,
      task_id TEXT NOT NULL UNIQUE,
      source_arn TEXT NOT NULL,
      destination_arn TEXT,
      messages_per_second INTEGER,
      status TEXT NOT NULL,
      moved INTEGER NOT NULL DEFAULT 0,
      to_move INTEGER NOT NULL,
      failure_reason TEXT,
      started_at INTEGER NOT NULL
    );
    CREATE INDEX IF NOT EXISTS sqs_move_tasks_by_source ON sqs_move_tasks (source_arn, id);
    CREATE TABLE IF NOT EXISTS sqs_queue_policies (id TEXT PRIMARY KEY, queue_names TEXT NOT NULL);
  `);
}
