import type { DatabaseSync } from 'node:sqlite';

/** Makes the tables of the embedded EventBridge. Times are milliseconds since the epoch. */
export function createTables(database: DatabaseSync): void {
  database.exec(`
    CREATE TABLE IF NOT EXISTS evb_buses (name TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS evb_rules (bus TEXT, name TEXT, record TEXT NOT NULL, PRIMARY KEY (bus, name)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS evb_tags (arn TEXT, key TEXT, value TEXT NOT NULL, PRIMARY KEY (arn, key)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS evb_archives (name TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS evb_archived_events (
      sequence INTEGER PRIMARY KEY, archive TEXT NOT NULL, time INTEGER NOT NULL, stored_at INTEGER NOT NULL,
      size INTEGER NOT NULL, envelope TEXT NOT NULL
    );
    CREATE INDEX IF NOT EXISTS evb_archived_events_by_time ON evb_archived_events (archive, time, sequence, size);
    CREATE INDEX IF NOT EXISTS evb_archived_events_by_age ON evb_archived_events (archive, stored_at);
    CREATE TABLE IF NOT EXISTS evb_replays (name TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS evb_invocations (
      id INTEGER PRIMARY KEY, next_at INTEGER NOT NULL, attempts INTEGER NOT NULL, record TEXT NOT NULL
    );
    CREATE INDEX IF NOT EXISTS evb_invocations_by_time ON evb_invocations (next_at);
  `);
}
