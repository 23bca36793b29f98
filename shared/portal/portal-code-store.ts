import { createHash, randomBytes } from 'node:crypto';
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { KeyRole } from '../account/api-key.ts';

/** The codes of portal links that nobody has used yet. Like a key, a code is stored as its hash alone. */
export type PortalCodeStore = {
  /** A new code, which is good once and until then. */
  issue(grant: PortalGrant): Promise<{ readonly code: string; readonly expiresAt: number }>;
  /** What a code opens; undefined where there is none, where it is used already, or over. Of two at once one has it. */
  redeem(code: string): Promise<PortalGrant | undefined>;
};

export type PortalGrant = { readonly accountId: string; readonly role: KeyRole };

/** Long enough to open a page, and too short to be of use in a browser's history. */
const LIFE_MS = 900_000;

export function createPortalCodeStore(options: {
  readonly dynamodb: DynamoDBClient;
  /** The table's name. */
  readonly table: string;
  readonly now: () => number;
}): PortalCodeStore {
  const { dynamodb, table, now } = options;
  return {
    async issue({ accountId, role }) {
      const code = `whc_${randomBytes(32).toString('base64url')}`;
      const expiresAt = now() + LIFE_MS;
      const row = { account_id: accountId, role, ends_at: expiresAt };
      await dynamodb.send(
        new PutItemCommand({
          TableName: table,
          Item: marshall({ ...keyOf(code), ...row, expires_at: Math.ceil(expiresAt / 1_000) }),
        }),
      );
      return { code, expiresAt };
    },

    async redeem(code) {
      try {
        const { Attributes } = await dynamodb.send(
          new DeleteItemCommand({
            TableName: table,
            Key: marshall(keyOf(code)),
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
  };
}

function keyOf(code: string) {
  return { pk: `PORTALCODE#${createHash('sha256').update(code).digest('hex')}`, sk: 'CODE' };
}
