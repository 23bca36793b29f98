import { randomUUID } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { openSealed } from '../encryption/open-sealed.ts';
import { seal } from '../encryption/seal.ts';
import { updateAttributes } from '../storage/update-attributes.ts';
import type { AttributeUpdate } from '../storage/update-expression.ts';
import type { IdempotentRequest } from './idempotent-request.ts';

/** The requests of the last 24 hours that came with an idempotency key, as rows of the table of accounts. */
export type RequestStore = {
  /** Takes a request on, so that no other does, or says what became of it. */
  begin(request: IdempotentRequest): Promise<Begun>;
  /** Keeps the answer for whoever repeats the request. @param answer becomes JSON */
  finish(request: IdempotentRequest, holder: string, answer: unknown): Promise<void>;
  /** Forgets the request, which changed nothing: a repeat is made anew. */
  release(request: IdempotentRequest, holder: string): Promise<void>;
};

export type Begun =
  /** `begunAt`: when its first try was begun, also where that one died and this one takes it over. */
  | { readonly state: 'begun'; readonly holder: string; readonly begunAt: number }
  | { readonly state: 'answered'; readonly answer: unknown }
  /** The same request is being answered elsewhere, or was cut off less than half a minute ago. */
  | { readonly state: 'running' }
  /** The key came with another request before. */
  | { readonly state: 'other' };

const KEEP_MS = 86_400_000;
/** Just over what the function has: then the one that took the request on is dead. */
const LEASE_MS = 30_000;

export function createRequestStore(options: {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
  readonly now: () => number;
}): RequestStore {
  const { dynamodb, table, now } = options;

  async function read(request: IdempotentRequest): Promise<Row | undefined> {
    const { Item } = await dynamodb.send(
      new GetItemCommand({ TableName: table, Key: marshall(keyOf(request)), ConsistentRead: true }),
    );
    return Item && (unmarshall(Item) as Row);
  }

  /** Writes the row of a request that is taken on now, if it still is as it must be. */
  async function take(
    request: IdempotentRequest,
    { begunAt, ...unless }: Pick<AttributeUpdate, 'condition' | 'values'> & { readonly begunAt: number },
  ): Promise<Begun | undefined> {
    const holder = randomUUID();
    const taken = await updateAttributes(dynamodb, {
      table,
      key: keyOf(request),
      set: {
        fingerprint: request.fingerprint,
        holder,
        begun_at: begunAt,
        lease_until: now() + LEASE_MS,
        expires_at: seconds(begunAt + KEEP_MS),
        answer: undefined,
      },
      ...unless,
    });
    return taken && { state: 'begun', holder, begunAt };
  }

  /** Release 0.1.0 kept every request under its id alone: what it answered in its last day is answered from there. */
  async function answeredBefore({ accountId, ...request }: IdempotentRequest): Promise<Begun | undefined> {
    const row = accountId === undefined ? undefined : await read(request);
    if (!row?.answer || row.expires_at <= seconds(now())) return undefined;
    return judge(request, row);
  }

  return {
    async begin(request) {
      const before = await answeredBefore(request);
      if (before) return before;
      const begun = await take(request, {
        begunAt: now(),
        condition: 'attribute_not_exists(pk) OR expires_at <= :now',
        values: { ':now': seconds(now()) },
      });
      if (begun) return begun;
      const row = await read(request);
      // Released in between: whoever repeats it a moment later takes it on.
      if (!row) return { state: 'running' };
      const judged = judge(request, row);
      if (judged) return judged;
      if (row.lease_until >= now()) return { state: 'running' };
      const dead = { condition: 'holder = :dead', values: { ':dead': row.holder } };
      return (await take(request, { begunAt: row.begun_at, ...dead })) ?? { state: 'running' };
    },

    async finish(request, holder, answer) {
      await updateAttributes(dynamodb, {
        table,
        key: keyOf(request),
        set: { answer: sealed(request, answer), holder: undefined, lease_until: undefined },
        condition: 'holder = :mine',
        values: { ':mine': holder },
      });
    },

    async release(request, holder) {
      try {
        await dynamodb.send(
          new DeleteItemCommand({
            TableName: table,
            Key: marshall(keyOf(request)),
            ConditionExpression: 'holder = :mine',
            ExpressionAttributeValues: marshall({ ':mine': holder }),
          }),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },
  };
}

/** What a row says by itself; undefined of the same request without an answer. */
function judge(request: IdempotentRequest, row: Row): Begun | undefined {
  if (row.fingerprint !== request.fingerprint) return { state: 'other' };
  return row.answer && { state: 'answered', answer: opened(request, row.answer) };
}

type Row = {
  readonly fingerprint: string;
  readonly begun_at: number;
  readonly holder: string;
  readonly lease_until: number;
  readonly answer?: Uint8Array;
  readonly expires_at: number;
};

/** The partition of an account's requests. */
export function requestsPartition(accountId: string): string {
  return `REQUESTS#${accountId}`;
}

/** Those of no account are far more where events come over HTTP, and each is a partition of its own. */
function keyOf({ accountId, id }: IdempotentRequest) {
  return accountId === undefined
    ? { pk: `IDEMPOTENCY#${id}`, sk: 'REQUEST' }
    : { pk: requestsPartition(accountId), sk: id };
}

function seconds(ms: number): number {
  return Math.floor(ms / 1_000);
}

function sealed({ id, sealing }: IdempotentRequest, answer: unknown): Uint8Array {
  return seal(sealing, deflateRawSync(JSON.stringify(answer)), id);
}

function opened({ id, sealing }: IdempotentRequest, answer: Uint8Array): unknown {
  return JSON.parse(inflateRawSync(openSealed(sealing, answer, id)).toString('utf8')) as unknown;
}
