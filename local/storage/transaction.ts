import type { DatabaseSync } from 'node:sqlite';

/**
 * Runs `work` in one transaction: all of it is on disk when this returns, or nothing is. A call inside another
 * joins it, so that an event and the messages made of it are one commit. `work` is synchronous on purpose:
 * no other request can come between its statements.
 */
export function transaction<T>(database: DatabaseSync, work: () => T): T {
  if (database.isTransaction) return work();
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
