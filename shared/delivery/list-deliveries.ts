import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { DeliveryStatus, DeliverySummary } from './delivery.ts';
import { outcomeAt, outcomeKey, rowToSummary } from './delivery-row.ts';

export type DeliveryQuery = {
  readonly subscriptionId: string;
  readonly status?: DeliveryStatus;
  readonly eventType?: string;
  /** Milliseconds since the epoch, inclusive, of the first attempt. */
  readonly from?: number;
  /** Exclusive. */
  readonly to?: number;
  readonly limit: number;
  /** Where the page before ended. */
  readonly before?: string;
};

export type DeliveryPage = { readonly deliveries: readonly DeliverySummary[]; readonly next?: string };

type Source = { readonly dynamodb: DynamoDBClient; readonly table: string; readonly now: () => number };

/** How many entries of the time index one page looks at where an event type is asked for. */
const LOOKED_AT = 1_000;
/** The last moment that sorts as text among four-digit years. */
const LATEST = Date.UTC(9999, 11, 31);
const STATUSES: readonly DeliveryStatus[] = ['delivered', 'retrying', 'exhausted'];

/**
 * A page of a subscription's deliveries, the latest first: one key lookup a status, merged. With an event type a page
 * may be short, or empty, and still have a next one.
 */
export async function listDeliveries(source: Source, query: DeliveryQuery): Promise<DeliveryPage> {
  const statuses = query.status ? [query.status] : STATUSES;
  const parts = await Promise.all(statuses.map((status) => readPartition(source, query, status)));
  const merged = parts.flatMap(({ entries }) => entries).toSorted((a, b) => (a.at < b.at ? 1 : -1));
  // What one partition has not been read up to, another's entries must not run ahead of.
  const unread = parts.map(({ readUpTo }) => readUpTo).filter((at) => at !== undefined);
  const horizon = unread.toSorted().at(-1);
  const complete = horizon === undefined ? merged : merged.filter(({ at }) => at >= horizon);
  const page = complete.slice(0, query.limit);
  const next = complete.length > page.length ? page.at(-1)?.at : horizon;
  return { deliveries: page.map(({ summary }) => summary), ...(next !== undefined && { next }) };
}

type Partition = {
  readonly entries: readonly { readonly at: string; readonly summary: DeliverySummary }[];
  readonly readUpTo: string | undefined;
};

async function readPartition(
  { dynamodb, table, now }: Source,
  query: DeliveryQuery,
  status: DeliveryStatus,
): Promise<Partition> {
  const upper = query.before ?? outcomeAt(query.to ?? LATEST, '');
  const { Items = [], LastEvaluatedKey } = await dynamodb.send(
    new QueryCommand({
      TableName: table,
      IndexName: 'by_outcome',
      KeyConditionExpression: 'outcome_key = :key AND outcome_at BETWEEN :from AND :upper',
      FilterExpression: query.eventType
        ? 'expires_at > :now AND event_type = :eventType'
        : 'expires_at > :now',
      ExpressionAttributeValues: marshall(
        {
          ':key': outcomeKey(query.subscriptionId, status),
          ':from': outcomeAt(query.from ?? 0, ''),
          ':upper': upper,
          ':now': Math.floor(now() / 1_000),
          ':eventType': query.eventType,
        },
        { removeUndefinedValues: true },
      ),
      ScanIndexForward: false,
      Limit: query.eventType ? LOOKED_AT : query.limit + 1,
    }),
  );
  const rows = Items.map((item) => unmarshall(item));
  return {
    entries: rows
      .map((row) => ({ at: row['outcome_at'] as string, summary: rowToSummary(row) }))
      .filter(({ at }) => at !== query.before),
    readUpTo: LastEvaluatedKey && (unmarshall(LastEvaluatedKey)['outcome_at'] as string),
  };
}
