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
  | { readonly state: 'begun'; readonly holder: string }
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

  async function read(request: IdempotentRequest): Promise<Begun | undefined> {
    const { Item } = await dynamodb.send(
      new GetItemCommand({ TableName: table, Key: marshall(keyOf(request)), ConsistentRead: true }),
    );
    if (!Item) return undefined;
    const { fingerprint, answer } = unmarshall(Item);
    if (fingerprint !== request.fingerprint) return { state: 'other' };
    return answer === undefined
      ? { state: 'running' }
      : { state: 'answered', answer: opened(request, answer as Uint8Array) };
  }

  return {
    async begin(request) {
      const holder = randomUUID();
      const taken = await updateAttributes(dynamodb, {
        table,
        key: keyOf(request),
        set: {
          fingerprint: request.fingerprint,
          holder,
          lease_until: now() + LEASE_MS,
          expires_at: seconds(now() + KEEP_MS),
          answer: undefined,
        },
        condition:
          'attribute_not_exists(pk) OR expires_at <= :now OR ' +
          '(attribute_not_exists(answer) AND lease_until < :at AND fingerprint = :fingerprint)',
        values: { ':now': seconds(now()), ':at': now() },
      });
      if (taken) return { state: 'begun', holder };
      // Released in between: whoever repeats it a moment later takes it on.
      return (await read(request)) ?? { state: 'running' };
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

function keyOf({ id }: IdempotentRequest) {
  return { pk: `IDEMPOTENCY#${id}`, sk: 'REQUEST' };
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
