import { BatchWriteItemCommand, type DynamoDBClient, type WriteRequest } from '@aws-sdk/client-dynamodb';

/** What one BatchWriteItem takes. */
const BATCH = 25;
const TRIES = 5;
const FIRST_WAIT_MS = 50;

/**
 * Makes writes of one table together, unconditionally, 25 a call; what DynamoDB hands back unprocessed is tried again.
 * @throws {Error} if some are still not made after five tries.
 */
export async function writeAll(
  dynamodb: DynamoDBClient,
  table: string,
  writes: readonly WriteRequest[],
): Promise<void> {
  const calls: Promise<void>[] = [];
  for (let from = 0; from < writes.length; from += BATCH)
    calls.push(writeSome(dynamodb, table, writes.slice(from, from + BATCH)));
  await Promise.all(calls);
}

async function writeSome(
  dynamodb: DynamoDBClient,
  table: string,
  writes: readonly WriteRequest[],
): Promise<void> {
  let left = [...writes];
  for (let tries = 0; left.length > 0; tries++) {
    if (tries === TRIES)
      throw new Error(`${left.length} of ${writes.length} writes were not made to ${table}.`);
    if (tries > 0) await new Promise((resolve) => setTimeout(resolve, FIRST_WAIT_MS * 2 ** tries));
    const { UnprocessedItems } = await dynamodb.send(
      new BatchWriteItemCommand({ RequestItems: { [table]: left } }),
    );
    left = UnprocessedItems?.[table] ?? [];
  }
}
