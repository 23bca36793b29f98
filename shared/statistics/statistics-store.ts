import { type DynamoDBClient, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { joinCalls } from '../storage/join-calls.ts';
import { type CountedBatch, groupBatches, sumBatches } from './counted-batch.ts';
import { addStatistics, type Statistics } from './statistics.ts';
import {
  hourText,
  partOfHour,
  rowToStatistics,
  statisticsPartition,
  statisticsToRow,
} from './statistics-row.ts';

/**
 * What became of each subscription's attempts, hour by hour. A batch is counted by one write of one unit, which batches
 * that end at the same moment share, and not twice by us; a call that the client repeats after a lost answer counts again,
 * and a batch that dies before it does not.
 */
export type StatisticsStore = {
  /** @returns the attempts that its partition has counted in these five minutes, this batch included */
  add(batch: CountedBatch): Promise<number>;
  /** The hours of a span that have anything, by when they began, in milliseconds since the epoch. */
  read(span: StatisticsSpan): Promise<ReadonlyMap<number, Statistics>>;
  /** When the message was put into the queue that was last received for the first time, if that is on record. */
  lastUntried(subscription: Buckets): Promise<number | undefined>;
};

type Buckets = {
  readonly subscriptionId: string;
  /** Over how many partitions its hours are spread. */
  readonly buckets: number;
};

export type StatisticsSpan = Buckets & {
  /** Milliseconds since the epoch; the hours that both ends are in are read too. */
  readonly from: number;
  readonly to: number;
};

type Options = {
  readonly dynamodb: DynamoDBClient;
  /** The table of deliveries. */
  readonly table: string;
  readonly retentionSeconds: number;
};

export function createStatisticsStore({ dynamodb, table, retentionSeconds }: Options): StatisticsStore {
  const query = async (key: string, more: { from: string; to: string; last?: true }) => {
    const rows: Record<string, unknown>[] = [];
    let start: QueryStart;
    do {
      const { Items = [], LastEvaluatedKey } = await dynamodb.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: marshall({ ':pk': key, ':from': more.from, ':to': more.to }),
          ...(more.last && { ScanIndexForward: false, Limit: 1 }),
          ExclusiveStartKey: start,
        }),
      );
      rows.push(...Items.map((item) => unmarshall(item)));
      start = LastEvaluatedKey;
    } while (start && !more.last);
    return rows;
  };
  const ofAllBuckets = async (
    { subscriptionId, buckets }: Buckets,
    more: { from: string; to: string; last?: true },
  ) => {
    const keys = Array.from({ length: buckets }, (_, bucket) => statisticsPartition(subscriptionId, bucket));
    return (await Promise.all(keys.map((key) => query(key, more)))).flat();
  };

  const addOne = async ({ subscriptionId, bucket, at, statistics, untriedSentAt }: CountedBatch) => {
    const part = partOfHour(at).name;
    const attempts = statistics.delivered + statistics.failed;
    const counts = [...Object.entries(statisticsToRow(statistics)), [part, attempts] as const];
    const sets = ['expires_at = :expires', ...(untriedSentAt === undefined ? [] : ['untried_at = :untried'])];
    const { Attributes = {} } = await dynamodb.send(
      new UpdateItemCommand({
        TableName: table,
        Key: marshall({ pk: statisticsPartition(subscriptionId, bucket), sk: hourText(at) }),
        UpdateExpression: `SET ${sets.join(', ')} ADD ${counts.map(([name]) => `${name} :${name}`).join(', ')}`,
        ExpressionAttributeValues: marshall(
          {
            ':expires': Math.ceil(at / 1_000) + retentionSeconds,
            ':untried': untriedSentAt,
            ...Object.fromEntries(counts.map(([name, count]) => [`:${name}`, count])),
          },
          { removeUndefinedValues: true },
        ),
        ReturnValues: 'ALL_NEW',
      }),
    );
    return unmarshall(Attributes)[part] as number;
  };
  const addTogether = joinCalls((batches: readonly CountedBatch[]) => {
    const counts = groupBatches(batches).flatMap((group) => {
      const counted = addOne(sumBatches(group));
      return group.map((batch) => [batch, counted] as const);
    });
    return Promise.resolve(new Map(counts));
  });

  return {
    async add(batch) {
      const counts = await addTogether(batch);
      return (await counts.get(batch)) as number;
    },

    async read({ from, to, ...buckets }) {
      const hours = new Map<number, Statistics>();
      for (const row of await ofAllBuckets(buckets, { from: hourText(from), to: hourText(to) })) {
        const start = Date.parse(`${String(row['sk'])}:00:00Z`);
        const [before, here] = [hours.get(start), rowToStatistics(row)];
        hours.set(start, before ? addStatistics(before, here) : here);
      }
      return hours;
    },

    async lastUntried(buckets) {
      const rows = await ofAllBuckets(buckets, { from: '0', to: '9', last: true });
      const times = rows.map((row) => row['untried_at']).filter((at) => typeof at === 'number');
      return times.length > 0 ? Math.max(...times) : undefined;
    },
  };
}

type QueryStart = NonNullable<ConstructorParameters<typeof QueryCommand>[0]>['ExclusiveStartKey'];
