import {
  type AttributeValue,
  type DynamoDBClient,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { DeliveryStatus, DeliverySummary } from './delivery.ts';
import { outcomeAt, outcomeKey, rowToSummary } from './delivery-row.ts';

export type DeliveryQuery = {
  readonly subscriptionId: string;
  /** Over how many partitions its entries are spread. */
  readonly buckets: number;
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

/** How many entries of the time index one page looks at where an event type is asked for, in all partitions together. */
const LOOKED_AT = 1_000;
/** The last moment that sorts as text among four-digit years. */
const LATEST = Date.UTC(9999, 11, 31);
const STATUSES: readonly DeliveryStatus[] = ['delivered', 'retrying', 'exhausted'];

/**
 * A page of a subscription's deliveries, the latest first: one key lookup a status and bucket, merged. A page may be
 * short, with an event type even empty, and still have a next one.
 */
export async function listDeliveries(source: Source, query: DeliveryQuery): Promise<DeliveryPage> {
  const statuses = query.status ? [query.status] : STATUSES;
  const keys = statuses.flatMap((status) =>
    Array.from({ length: query.buckets }, (_, bucket) => outcomeKey(query.subscriptionId, status, bucket)),
  );
  const most = query.eventType ? Math.max(1, Math.floor(LOOKED_AT / keys.length)) : enoughOf(query);
  const parts = await Promise.all(keys.map((key) => readPartition(source, query, { key, most })));
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

/** Messages are spread evenly: three times a bucket's share and some more make a full page all but always. */
function enoughOf({ limit, buckets }: DeliveryQuery): number {
  return Math.min(limit + 1, Math.ceil((limit + 1) / buckets) * 3 + 5);
}

/** Reads on until it has a page's worth or has looked at as many entries as it may. */
async function readPartition(
  source: Source,
  query: DeliveryQuery,
  { key, most }: { readonly key: string; readonly most: number },
): Promise<Partition> {
  const entries: Partition['entries'][number][] = [];
  let readUpTo: string | undefined;
  let start: QueryCommandInput['ExclusiveStartKey'];
  for (let looked = 0; looked < most && entries.length <= query.limit;) {
    const limit = Math.min(most - looked, query.limit + 1);
    const { Items = [], LastEvaluatedKey } = await source.dynamodb.send(
      new QueryCommand({ ...partOf(source, query, key), Limit: limit, ExclusiveStartKey: start }),
    );
    entries.push(...Items.map(toEntry).filter(({ at }) => at !== query.before));
    start = LastEvaluatedKey;
    readUpTo = LastEvaluatedKey && (unmarshall(LastEvaluatedKey)['outcome_at'] as string);
    if (!start) break;
    looked += limit;
  }
  return { entries, readUpTo };
}

function partOf({ table, now }: Source, query: DeliveryQuery, key: string): QueryCommandInput {
  return {
    TableName: table,
    IndexName: 'by_outcome',
    KeyConditionExpression: 'outcome_key = :key AND outcome_at BETWEEN :from AND :upper',
    FilterExpression: query.eventType ? 'expires_at > :now AND event_type = :eventType' : 'expires_at > :now',
    ExpressionAttributeValues: marshall(
      {
        ':key': key,
        ':from': outcomeAt(query.from ?? 0, ''),
        ':upper': query.before ?? outcomeAt(query.to ?? LATEST, ''),
        ':now': Math.floor(now() / 1_000),
        ':eventType': query.eventType,
      },
      { removeUndefinedValues: true },
    ),
    ScanIndexForward: false,
  };
}

function toEntry(item: Record<string, AttributeValue>): Partition['entries'][number] {
  const row = unmarshall(item);
  return { at: row['outcome_at'] as string, summary: rowToSummary(row) };
}
