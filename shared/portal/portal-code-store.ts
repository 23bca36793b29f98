import { createHash, randomBytes } from 'node:crypto';
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { KeyRole } from '../account/api-key.ts';
import { removeAll } from '../storage/remove-all.ts';

/**
 * The codes of portal links that nobody has used yet. Like a key, a code is stored as its hash alone; an entry beside it,
 * written first, lets the codes of an account be found.
 */
export type PortalCodeStore = {
  /** A new code, which is good once and until then. */
  issue(grant: PortalGrant): Promise<{ readonly code: string; readonly expiresAt: number }>;
  /** What a code opens; undefined where there is none, where it is used already, or over. Of two at once one has it. */
  redeem(code: string): Promise<PortalGrant | undefined>;
  /** Removes all codes of an account, while there is time; says whether all are gone. */
  removeAll(accountId: string, hasTime: () => boolean): Promise<boolean>;
};

export type PortalGrant = { readonly accountId: string; readonly role: KeyRole };

/** Long enough to open a page, and too short to be of use in a browser's history. */
const LIFE_MS = 900_000;
const REMOVED_AT_ONCE = 100;

export function createPortalCodeStore(options: {
  readonly dynamodb: DynamoDBClient;
  /** The table's name. */
  readonly table: string;
  readonly now: () => number;
}): PortalCodeStore {
  const { dynamodb, table, now } = options;
  const put = (item: Record<string, unknown>) =>
    dynamodb.send(new PutItemCommand({ TableName: table, Item: marshall(item) }));
  return {
    async issue({ accountId, role }) {
      const code = `whc_${randomBytes(32).toString('base64url')}`;
      const expiresAt = now() + LIFE_MS;
      const expires = { expires_at: Math.ceil(expiresAt / 1_000) };
      await put({ ...entryKey(accountId, code), ...expires });
      await put({ ...codeKey(code), account_id: accountId, role, ends_at: expiresAt, ...expires });
      return { code, expiresAt };
    },

    async redeem(code) {
      try {
        const { Attributes } = await dynamodb.send(
          new DeleteItemCommand({
            TableName: table,
            Key: marshall(codeKey(code)),
            ConditionExpression: 'ends_at > :now',
            ExpressionAttributeValues: marshall({ ':now': now() }),
            ReturnValues: 'ALL_OLD',
          }),
        );
        const { account_id: accountId, role } = unmarshall(Attributes ?? {});
        return { accountId: accountId as string, role: role as KeyRole };
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return undefined;
        throw error;
      }
    },

    async removeAll(accountId, hasTime) {
      while (hasTime()) {
        const { Items = [], LastEvaluatedKey } = await dynamodb.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: 'pk = :pk',
            ExpressionAttributeValues: marshall({ ':pk': entryKey(accountId, '').pk }),
            ProjectionExpression: 'pk, sk',
            ConsistentRead: true,
            Limit: REMOVED_AT_ONCE,
          }),
        );
        const codes = Items.map((entry) => marshall(keyOfHash(String(unmarshall(entry)['sk']))));
        await removeAll(dynamodb, table, codes);
        await removeAll(dynamodb, table, Items);
        if (!LastEvaluatedKey) return true;
      }
      return false;
    },
  };
}

function codeKey(code: string) {
  return keyOfHash(hashOf(code));
}

function keyOfHash(hash: string) {
  return { pk: `PORTALCODE#${hash}`, sk: 'CODE' };
}

function entryKey(accountId: string, code: string) {
  return { pk: `PORTALCODES#${accountId}`, sk: hashOf(code) };
}

function hashOf(code: string): string {
  return createHash('sha256').update(code).digest('hex');
}
