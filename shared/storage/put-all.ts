import { BatchWriteItemCommand, type DynamoDBClient, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';

/** What one BatchWriteItem takes. */
const BATCH = 25;
const TRIES = 5;
const FIRST_WAIT_MS = 50;

/**
 * Puts items together, unconditionally, 25 a call; what DynamoDB hands back unprocessed is tried again.
 * @throws {Error} if some are still not written after five tries.
 */
export async function putAll(
  dynamodb: DynamoDBClient,
  table: string,
  items: readonly Record<string, unknown>[],
): Promise<void> {
  const calls: Promise<void>[] = [];
  for (let from = 0; from < items.length; from += BATCH)
    calls.push(putSome(dynamodb, table, items.slice(from, from + BATCH)));
  await Promise.all(calls);
}

async function putSome(
  dynamodb: DynamoDBClient,
  table: string,
  items: readonly Record<string, unknown>[],
): Promise<void> {
  let left: WriteRequest[] = items.map((item) => ({
    PutRequest: { Item: marshall(item, { removeUndefinedValues: true }) },
  }));
  for (let tries = 0; left.length > 0; tries++) {
    if (tries === TRIES)
      throw new Error(`${left.length} of ${items.length} items were not written to ${table}.`);
    if (tries > 0) await new Promise((resolve) => setTimeout(resolve, FIRST_WAIT_MS * 2 ** tries));
    const { UnprocessedItems } = await dynamodb.send(
      new BatchWriteItemCommand({ RequestItems: { [table]: left } }),
    );
    left = UnprocessedItems?.[table] ?? [];
  }
}
