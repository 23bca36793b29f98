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
  if (directory === ':memory:') return prepared(new DatabaseSync(':memory:'), directory);
  try {
    mkdirSync(directory, { recursive: true });
    return prepared(new DatabaseSync(join(directory, 'aws.sqlite')), directory);
  } catch (error) {
    throw new Error(
      `The data directory ${directory} cannot be used: ${error instanceof Error ? error.message : String(error)}. ` +
        'Remove it to start afresh, or choose another with LOCAL_DATA_DIR.',
      { cause: error },
    );
  }
}

function prepared(database: DatabaseSync, directory: string): DatabaseSync {
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA locking_mode = EXCLUSIVE;');
  const found = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  if (found !== 0 && found !== SCHEMA_VERSION)
    throw new Error(
      `its data was written by schema version ${found} and this release reads version ${SCHEMA_VERSION} (${directory})`,
    );
  database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
  return database;
}
