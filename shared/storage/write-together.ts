import {
  type CancellationReason,
  type DynamoDBClient,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';

const TRIES = 12;
const FIRST_WAIT_MS = 20;
const LONGEST_WAIT_MS = 500;

/**
 * Makes all of these writes or none. One that collides with another's at the same item is tried again, after a wait that
 * is drawn by lot so that those who collided do not meet again.
 * @returns which of them had a condition that did not hold, by their place; none where all were made
 * @throws {Error} if they collided twelve times
 */
export async function writeTogether(
  dynamodb: DynamoDBClient,
  writes: readonly TransactWriteItem[],
): Promise<readonly number[]> {
  for (let tries = 1; ; tries++) {
    try {
      await dynamodb.send(new TransactWriteItemsCommand({ TransactItems: [...writes] }));
      return [];
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = error.CancellationReasons ?? [];
      const refused = reasons.flatMap(({ Code }, at) => (Code === 'ConditionalCheckFailed' ? [at] : []));
      if (refused.length > 0) return refused;
      if (!reasons.some(isPassing) || tries === TRIES) throw error;
      const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * longest));
    }
  }
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
function isPassing({ Code = '' }: CancellationReason): boolean {
  return ['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'].includes(Code);
}
