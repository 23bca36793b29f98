import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { writeAll } from './write-all.ts';

/** Deletes items together; one that is gone already is no error. Writes as `writeAll` does. */
export async function removeAll(
  dynamodb: DynamoDBClient,
  table: string,
  keys: readonly Record<string, AttributeValue>[],
): Promise<void> {
  const writes = keys.map((Key) => ({ DeleteRequest: { Key } }));
  await writeAll(dynamodb, table, writes);
}
