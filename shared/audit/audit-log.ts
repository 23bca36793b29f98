import { type DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { AuditActor, AuditEntry } from './audit-entry.ts';

/** What was changed, by whom and when: one log for each account and one for what administrators do, kept for a year. */
export type AuditLog = {
  /** @param owner the account, or `ADMINISTRATORS` */
  add(owner: string, entry: AuditEntry): Promise<void>;
  /** The latest first; `after` is the last id already seen. */
  list(owner: string, page: { readonly limit: number; readonly after?: string }): Promise<AuditPage>;
};

export type AuditPage = { readonly entries: readonly AuditEntry[]; readonly next?: string };

const KEEP_SECONDS = 366 * 86_400;

export function createAuditLog(options: {
  readonly dynamodb: DynamoDBClient;
  /** The table's name. */
  readonly table: string;
  readonly now: () => number;
}): AuditLog {
  const { dynamodb, table, now } = options;
  return {
    async add(owner, entry) {
      const row = { ...auditKey(owner, entry.id), ...entryToRow(entry) };
      await dynamodb.send(
        new PutItemCommand({ TableName: table, Item: marshall(row, { removeUndefinedValues: true }) }),
      );
    },

    async list(owner, { limit, after }) {
      const { Items = [], LastEvaluatedKey } = await dynamodb.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk',
          FilterExpression: 'expires_at > :now',
          ExpressionAttributeValues: marshall({
            ':pk': auditKey(owner, '').pk,
            ':now': Math.floor(now() / 1_000),
          }),
          ConsistentRead: true,
          ScanIndexForward: false,
          Limit: limit,
          ...(after !== undefined && { ExclusiveStartKey: marshall(auditKey(owner, after)) }),
        }),
      );
      const next = LastEvaluatedKey && (unmarshall(LastEvaluatedKey)['sk'] as string);
      return {
        entries: Items.map((item) => rowToEntry(unmarshall(item))),
        ...(next !== undefined && { next }),
      };
    },
  };
}

/** The partition of an owner's entries. */
export function auditPartition(owner: string): string {
  return `AUDIT#${owner}`;
}

function auditKey(owner: string, id: string) {
  return { pk: auditPartition(owner), sk: id };
}

function entryToRow(entry: AuditEntry): Record<string, unknown> {
  return {
    at: entry.at,
    actor: entry.actor.type,
    key_id: entry.actor.keyId,
    action: entry.action,
    resource_id: entry.resourceId,
    fields: entry.fields,
    request_id: entry.requestId,
    expires_at: Math.floor(entry.at / 1_000) + KEEP_SECONDS,
  };
}

function rowToEntry(row: Record<string, unknown>): AuditEntry {
  return {
    id: row['sk'] as string,
    at: row['at'] as number,
    actor: {
      type: row['actor'] as AuditActor['type'],
      ...(row['key_id'] !== undefined && { keyId: row['key_id'] as string }),
    },
    action: row['action'] as string,
    ...(row['resource_id'] !== undefined && { resourceId: row['resource_id'] as string }),
    fields: row['fields'] as string[],
    requestId: row['request_id'] as string,
  };
}
