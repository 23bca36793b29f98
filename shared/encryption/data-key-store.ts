import { randomBytes } from 'node:crypto';
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { DecryptCommand, GenerateDataKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { createDataKey, type DataKey } from './data-key.ts';

/** An account's data key as its table holds it: encrypted by KMS, with the account as encryption context. */
export type WrappedKey = { readonly id: string; readonly wrapped: Uint8Array };

/** The table of the accounts' data keys, one row an account. Whoever has a row needs KMS as well to have the key. */
export type DataKeyStore = {
  /** By a consistent read; `undefined` where the account has none, or where it was erased. */
  read(accountId: string): Promise<WrappedKey | undefined>;
  /** The key in the clear, by one call of KMS. */
  unwrap(accountId: string, key: WrappedKey): Promise<DataKey>;
  /** Makes and stores the account's key; where another caller was faster, it is that one's. */
  create(accountId: string): Promise<DataKey>;
  /** Forgets the key for ever, and with it all that was sealed under it. One that is gone already is no error. */
  erase(accountId: string): Promise<void>;
};

export type DataKeyStoreOptions = {
  readonly kms: KMSClient;
  readonly dynamodb: DynamoDBClient;
  /** The table's name. */
  readonly table: string;
  /** The KMS key that wraps the data keys; no other one is accepted when they are unwrapped. */
  readonly kmsKeyArn: string;
  readonly now: () => number;
};

export function createDataKeyStore(options: DataKeyStoreOptions): DataKeyStore {
  const { kms, dynamodb, table, kmsKeyArn, now } = options;
  const ofAccount = (accountId: string) => ({
    KeyId: kmsKeyArn,
    EncryptionContext: { account_id: accountId },
  });

  async function read(accountId: string): Promise<WrappedKey | undefined> {
    const { Item } = await dynamodb.send(
      new GetItemCommand({ TableName: table, Key: marshall({ pk: accountId }), ConsistentRead: true }),
    );
    if (!Item) return undefined;
    const { id, wrapped } = unmarshall(Item);
    return { id: id as string, wrapped: wrapped as Uint8Array };
  }

  /** False where there is one already. */
  async function put(accountId: string, key: WrappedKey): Promise<boolean> {
    try {
      await dynamodb.send(
        new PutItemCommand({
          TableName: table,
          Item: marshall({ pk: accountId, ...key, created_at: now() }),
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  async function unwrap(accountId: string, { id, wrapped }: WrappedKey): Promise<DataKey> {
    const { Plaintext } = await kms.send(
      new DecryptCommand({ ...ofAccount(accountId), CiphertextBlob: wrapped }),
    );
    return toDataKey(id, Plaintext);
  }

  async function create(accountId: string): Promise<DataKey> {
    const { Plaintext, CiphertextBlob } = await kms.send(
      new GenerateDataKeyCommand({ ...ofAccount(accountId), KeySpec: 'AES_256' }),
    );
    if (!CiphertextBlob) throw new Error(`KMS gave no wrapped key for account ${accountId}.`);
    const id = randomBytes(8).toString('hex');
    if (await put(accountId, { id, wrapped: CiphertextBlob })) return toDataKey(id, Plaintext);
    const winner = await read(accountId);
    // Erased in this very moment.
    return winner ? unwrap(accountId, winner) : create(accountId);
  }

  return {
    read,
    unwrap,
    create,

    async erase(accountId) {
      await dynamodb.send(new DeleteItemCommand({ TableName: table, Key: marshall({ pk: accountId }) }));
    },
  };
}

function toDataKey(id: string, plaintext: Uint8Array | undefined): DataKey {
  if (plaintext?.length === 32) return createDataKey(id, plaintext);
  throw new Error(`KMS gave a data key of ${plaintext?.length ?? 0} bytes; 32 are asked for.`);
}
