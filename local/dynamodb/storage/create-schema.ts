import type { DatabaseSync } from 'node:sqlite';

/**
 * The tables of all of DynamoDB's tables. Keys are bytes whose order is DynamoDB's (see `encodePartition` and
 * `encodeSort`); an entry of an index is written in the same transaction as its item, so no index is ever short.
 * Sizes stand before items so that SQLite reads them without following an item's overflow pages.
 */
export function createSchema(database: DatabaseSync): void {
  database.exec(`
    CREATE TABLE IF NOT EXISTS ddb_table (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL UNIQUE,
      definition TEXT NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS ddb_item (
      row INTEGER PRIMARY KEY,
      table_number INTEGER NOT NULL,
      pk BLOB NOT NULL,
      sk BLOB NOT NULL,
      size INTEGER NOT NULL,
      expires_at INTEGER,
      item TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX IF NOT EXISTS ddb_item_key ON ddb_item (table_number, pk, sk);
    CREATE INDEX IF NOT EXISTS ddb_item_expiry ON ddb_item (table_number, expires_at) WHERE expires_at IS NOT NULL;
    CREATE TABLE IF NOT EXISTS ddb_index_entry (
      table_number INTEGER NOT NULL,
      index_number INTEGER NOT NULL,
      pk BLOB NOT NULL,
      sk BLOB NOT NULL,
      item_pk BLOB NOT NULL,
      item_sk BLOB NOT NULL,
      item_row INTEGER NOT NULL,
      size INTEGER NOT NULL,
      PRIMARY KEY (table_number, index_number, pk, sk, item_pk, item_sk)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS ddb_transaction_token (
      token TEXT PRIMARY KEY,
      request TEXT NOT NULL,
      answer TEXT NOT NULL,
      expires_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX IF NOT EXISTS ddb_transaction_token_expiry ON ddb_transaction_token (expires_at);
  `);
}
