import type { DatabaseSync } from 'node:sqlite';
import { sqsError } from '../sqs-error.ts';

const LOCKED_MS = 60_000;

/** @throws {AwsError} `QueueDeletedRecently` within 60 seconds of a queue of that name being deleted. */
export function checkNotDeletedRecently(database: DatabaseSync, name: string, now: number): void {
  database.prepare('DELETE FROM sqs_deleted_queues WHERE deleted_at <= ?').run(now - LOCKED_MS);
  const deleted = database.prepare('SELECT deleted_at FROM sqs_deleted_queues WHERE name = ?').get(name);
  if (!deleted) return;
  const left = Math.ceil((Number(deleted['deleted_at']) + LOCKED_MS - now) / 1000);
  throw sqsError(
    'QueueDeletedRecently',
    `You must wait 60 seconds after deleting a queue before you can create another with the same name: ${left} s are left for ${name}.`,
  );
}
