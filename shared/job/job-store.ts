import { isDeepStrictEqual } from 'node:util';
import {
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { updateAttributes } from '../storage/update-attributes.ts';
import { isFinal, type Job } from './job.ts';

export type JobKey = { readonly accountId: string; readonly id: string };

/**
 * The jobs, in the table of subscriptions and in its index of what reconcile has to look at. Each write is conditional
 * on the version that it was decided on, so that of two runs of one job only one goes on.
 */
export type JobStore = {
  /** @param lookAt when reconcile looks at it, if nobody asks it to before */
  insert(job: Job, lookAt: number): Promise<void>;
  /** What `insert` writes, to be written together with something else. */
  insertion(job: Job, lookAt: number): TransactWriteItem & { readonly Put: object };
  /** By a consistent read. */
  get(accountId: string, id: string): Promise<Job | undefined>;
  /** An account's jobs, the latest first; `after` is the last id already seen. */
  list(accountId: string, page: { readonly limit: number; readonly after?: string }): Promise<JobPage>;
  /** Changes a job that is still as it was read, and says when to look at it again; `undefined` where it is not. */
  write(seen: Job, patch: JobPatch, lookAt: number): Promise<Job | undefined>;
  /** The jobs to look at by now, the longest waiting first. */
  listDue(now: number): Promise<readonly JobKey[]>;
};

export type JobPage = { readonly jobs: readonly Job[]; readonly next?: string };

/** Fields given as `undefined` are removed. */
export type JobPatch = { readonly [Field in keyof AnyJob]?: AnyJob[Field] | undefined };

type AnyJob = Extract<Job, { kind: 'redrive' }> & Omit<Extract<Job, { kind: 'replay' }>, 'kind'>;

/** The value of the index's key on every job that is not at its end. */
const DUE = 'job';
/** How many one tick looks at. */
const DUE_PAGE = 50;
const KEPT_MS = 90 * 86_400_000;

export function createJobStore({
  dynamodb,
  table,
  now,
}: {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
  readonly now: () => number;
}): JobStore {
  const insertion = (job: Job, lookAt: number) => ({
    Put: {
      TableName: table,
      Item: marshall(
        { ...jobKey(job.accountId, job.id), ...jobToRow(job, lookAt) },
        { removeUndefinedValues: true },
      ),
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  });
  return {
    insertion,

    async insert(job, lookAt) {
      await dynamodb.send(new PutItemCommand(insertion(job, lookAt).Put));
    },

    async get(accountId, id) {
      const { Item } = await dynamodb.send(
        new GetItemCommand({
          TableName: table,
          Key: marshall(jobKey(accountId, id)),
          ConsistentRead: true,
        }),
      );
      return Item && rowToJob(unmarshall(Item));
    },

    async list(accountId, { limit, after }) {
      const { Items = [], LastEvaluatedKey } = await dynamodb.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk',
          FilterExpression: 'expires_at > :now',
          ExpressionAttributeValues: marshall({
            ':pk': jobKey(accountId, '').pk,
            ':now': Math.floor(now() / 1_000),
          }),
          ScanIndexForward: false,
          ConsistentRead: true,
          Limit: limit,
          ...(after !== undefined && { ExclusiveStartKey: marshall(jobKey(accountId, after)) }),
        }),
      );
      const next = LastEvaluatedKey && (unmarshall(LastEvaluatedKey)['sk'] as string);
      return { jobs: Items.map((item) => rowToJob(unmarshall(item))), ...(next !== undefined && { next }) };
    },

    async write(seen, patch, lookAt) {
      const at = now();
      const progress = isProgress(seen, patch) && { progressedAt: at };
      const changed = { ...seen, ...patch, ...progress, updatedAt: at, version: seen.version + 1 } as Job;
      const row = await updateAttributes(dynamodb, {
        table,
        key: jobKey(seen.accountId, seen.id),
        set: jobToRow(changed, lookAt),
        condition: 'version = :seen',
        values: { ':seen': seen.version },
      });
      return row && rowToJob(row);
    },

    async listDue(at) {
      const { Items = [] } = await dynamodb.send(
        new QueryCommand({
          TableName: table,
          IndexName: 'dirty',
          KeyConditionExpression: 'dirty = :due AND dirty_at <= :at',
          ExpressionAttributeValues: marshall({ ':due': DUE, ':at': at }),
          Limit: DUE_PAGE,
        }),
      );
      return Items.map((item) => keyToIds(unmarshall(item)));
    },
  };
}

/** A look that finds a job as it was leaves a trace in `updatedAt` alone. */
function isProgress(seen: Job, patch: JobPatch): boolean {
  return Object.entries(patch).some(([field, value]) => !isDeepStrictEqual(value, seen[field as keyof Job]));
}

/** The partition of an account's jobs. */
export function jobsPartition(accountId: string): string {
  return `JOBS#${accountId}`;
}

function jobKey(accountId: string, id: string) {
  return { pk: jobsPartition(accountId), sk: id };
}

function keyToIds({ pk, sk }: Record<string, unknown>): JobKey {
  return { accountId: String(pk).slice('JOBS#'.length), id: String(sk) };
}

function jobToRow(job: Job, lookAt: number): Record<string, unknown> {
  const { version, ...fields } = job;
  return {
    version,
    job: fields,
    dirty: isFinal(job) ? undefined : DUE,
    dirty_at: isFinal(job) ? undefined : lookAt,
    expires_at: Math.ceil((job.createdAt + KEPT_MS) / 1_000),
  };
}

function rowToJob(row: Record<string, unknown>): Job {
  return { ...(row['job'] as object), version: row['version'] } as Job;
}
