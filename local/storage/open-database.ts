import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Raised whenever a table's shape changes in a way that an older directory cannot be read with. */
const SCHEMA_VERSION = 1;

/**
 * Opens the one database of a data directory. WAL with `synchronous=NORMAL`: a killed process loses nothing that was
 * committed; only a power cut may lose the last moments.
 * @param directory where the data lives; made if missing. `:memory:` keeps nothing.
 * @throws {Error} with a sentence for the person who started it, when the directory cannot be used.
 */
export function openDatabase(directory: string): DatabaseSync {
  if (directory === ':memory:') return prepared(new DatabaseSync(':memory:'));
  const database = opened(directory);
  try {
    refuseOtherVersion(database, directory);
    return prepared(database);
  } catch (error) {
    database.close();
    throw error;
  }
}

function opened(directory: string): DatabaseSync {
  try {
    mkdirSync(directory, { recursive: true });
    return new DatabaseSync(join(directory, 'aws.sqlite'));
  } catch (error) {
    throw unusable(directory, error);
  }
}

/** Before anything is written, so that the release it belongs to finds it as it left it. */
function refuseOtherVersion(database: DatabaseSync, directory: string): void {
  const version = readVersion(database, directory);
  // A new database has version 0.
  if (version === 0 || version === SCHEMA_VERSION) return;
  throw new Error(
    `The data directory ${directory} was written by ${version > SCHEMA_VERSION ? 'a newer' : 'an older'} release: its ` +
      `storage has version ${version}, and this release reads version ${SCHEMA_VERSION}. Nothing in it was changed. Start it with ` +
      'the release that wrote it, or remove it to start afresh, or choose another with LOCAL_DATA_DIR.',
  );
}

function readVersion(database: DatabaseSync, directory: string): number {
  try {
    return Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  } catch (error) {
    throw unusable(directory, error);
  }
}

function unusable(directory: string, error: unknown): Error {
  return new Error(
    `The data directory ${directory} cannot be used: ${error instanceof Error ? error.message : String(error)}. ` +
      'Remove it to start afresh, or choose another with LOCAL_DATA_DIR.',
    { cause: error },
  );
}

function prepared(database: DatabaseSync): DatabaseSync {
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA locking_mode = EXCLUSIVE;');
  database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
  return database;
}
