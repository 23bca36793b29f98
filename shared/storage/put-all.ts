import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { writeAll } from './write-all.ts';

/** Puts items together. Writes as `writeAll` does. */
export async function putAll(
  dynamodb: DynamoDBClient,
  table: string,
  items: readonly Record<string, unknown>[],
): Promise<void> {
  const writes = items.map((item) => ({
    PutRequest: { Item: marshall(item, { removeUndefinedValues: true }) },
  }));
  await writeAll(dynamodb, table, writes);
}
