import assert from 'node:assert/strict';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Tables } from './read-tables.ts';

export type AttemptsOnRecord = {
  readonly attempts: number;
  /** How many were claimed and never ended. */
  readonly interrupted: number;
  /** The messages that are on record as delivered. */
  readonly delivered: ReadonlySet<string>;
};

/**
 * Reads the whole log of deliveries.
 * @throws {AssertionError} where an attempt number was skipped or given out twice
 */
export function checkAttempts(tables: Tables): AttemptsOnRecord {
  const rows = tables.all('Scan', { TableName: 'webhooks-test-deliveries' }).map((item) => unmarshall(item));
  const beside = Map.groupBy(
    rows.filter(({ pk }) => String(pk).startsWith('A#')),
    ({ pk }) => String(pk),
  );
  let attempts = 0;
  let interrupted = 0;
  const delivered = new Set<string>();
  for (const row of rows.filter(({ pk }) => String(pk).startsWith('M#'))) {
    const messageId = String(row['message_id']);
    const later = beside.get(`A#${row['account_id']}#${messageId}#${row['subscription_id']}`) ?? [];
    const all = [row['first_attempt'], ...later].filter((attempt) => attempt !== undefined);
    const numbers = new Set(all.map((attempt) => Number(attempt.number)));
    // A claim that has not ended has a number and no attempt yet.
    if (row['claimed_at'] !== undefined) numbers.add(Number(row['attempts']));
    assert.deepEqual(
      [...numbers].toSorted((a, b) => a - b),
      Array.from({ length: Number(row['attempts']) }, (_, index) => index + 1),
      `the attempts of ${messageId}, ${row['status']}`,
    );
    attempts += numbers.size;
    interrupted += all.filter(({ errorCode }) => errorCode === 'interrupted').length;
    if (row['status'] === 'delivered') delivered.add(messageId);
  }
  return { attempts, interrupted, delivered };
}
