import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartError } from './start-error.ts';

/**
 * Makes the data directory if it is missing and claims it for this process until the returned function is called.
 * The claim is a lock of the operating system, so it ends with the process, even with one that was killed.
 * @throws {StartError} when the directory cannot be used, or when another process has it.
 */
export function claimDataDirectory(directory: string): () => void {
  const lock = openLock(directory);
  const holder = join(directory, 'running.pid');
  try {
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw new StartError(
      `${directory} is in use by another npm start${processNamedIn(holder)}: stop that one first, ` +
        'or choose another directory with LOCAL_DATA_DIR (and other ports with LOCAL_API_PORT and LOCAL_AWS_PORT).',
      { cause: error },
    );
  }
  writeFileSync(holder, `${process.pid}\n`);
  return () => lock.close();
}

function openLock(directory: string): DatabaseSync {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return new DatabaseSync(join(directory, 'running.lock'));
  } catch (error) {
    throw new StartError(
      `The data directory ${directory} cannot be used: ${error instanceof Error ? error.message : String(error)}. ` +
        'Choose a directory that can be written with LOCAL_DATA_DIR.',
      { cause: error },
    );
  }
}

function processNamedIn(holder: string): string {
  try {
    return ` (process ${readFileSync(holder, 'utf8').trim()})`;
  } catch {
    // The holder writes its number just after it has the lock; the sentence is true without it.
    return '';
  }
}
