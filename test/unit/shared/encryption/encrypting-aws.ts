import type { TestContext } from 'node:test';
import { CreateTableCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { createDynamoDb } from '../../../../local/dynamodb/create-dynamodb.ts';
import { createEndpoint } from '../../../../local/endpoint/create-endpoint.ts';
import { AwsError } from '../../../../local/endpoint/aws-error.ts';
import { createIam } from '../../../../local/iam/create-iam.ts';
import { createKms } from '../../../../local/kms/create-kms.ts';
import { openDatabase } from '../../../../local/storage/open-database.ts';
import { type AccountCipher, createAccountCipher } from '../../../../shared/encryption/account-cipher.ts';

/** Tables on the embedded AWS whose contents are encrypted under keys of its KMS. */
export type EncryptingAws = {
  readonly dynamodb: DynamoDBClient;
  readonly kms: KMSClient;
  readonly kmsKeyArn: string;
  readonly clock: { now: number };
  /** The calls so far, as `kms Decrypt`. */
  readonly calls: string[];
  /** Has every call of this operation fail as an outage does, or with that error, until it is given another. */
  readonly failOn: (operation: string, error?: () => AwsError | undefined) => void;
  /** A process of its own: nothing in memory yet. */
  readonly cipher: (process?: { readonly makesKeys: boolean }) => AccountCipher;
  /** A table with `pk` and, if asked for, `sk`. */
  readonly createTable: (name: string, sortKey?: boolean) => Promise<void>;
  readonly rows: (table: string) => Promise<readonly Record<string, unknown>[]>;
};

export const KEYS_TABLE = 'account-keys';

export async function encryptingAws(test: TestContext): Promise<EncryptingAws> {
  const calls: string[] = [];
  let failing = '';
  let failure: () => AwsError | undefined = outage;
  const endpoint = await startServices(test, (service, operation) => {
    calls.push(`${service} ${operation}`);
    return operation === failing ? failure() : undefined;
  });
  const options = {
    endpoint,
    region: 'eu-west-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  const dynamodb = new DynamoDBClient(options);
  const kms = new KMSClient(options);
  test.after(() => {
    dynamodb.destroy();
    kms.destroy();
  });
  const clock = { now: 1_000_000 };
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  const kmsKeyArn = KeyMetadata?.Arn ?? '';
  const createTable = (name: string, sortKey = true) => create(dynamodb, name, sortKey);
  await createTable(KEYS_TABLE, false);
  return {
    dynamodb,
    kms,
    kmsKeyArn,
    clock,
    calls,
    failOn: (operation, error = outage) => {
      failing = operation;
      failure = error;
    },
    cipher: ({ makesKeys } = { makesKeys: true }) =>
      createAccountCipher({ kms, dynamodb, table: KEYS_TABLE, kmsKeyArn, now: () => clock.now, makesKeys }),
    createTable,
    rows: async (table) => {
      const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName: table }));
      return Items.map((item) => unmarshall(item));
    },
  };
}

function outage(): AwsError {
  return new AwsError('InternalServerError', 'an outage', 500);
}

async function startServices(
  test: TestContext,
  fault: (service: string, operation: string) => AwsError | undefined,
): Promise<string> {
  const database = openDatabase(':memory:');
  const iam = createIam({ accountId: '111122223333', database, now: Date.now });
  const context = {
    database,
    now: Date.now,
    accountId: '111122223333',
    region: 'eu-west-1',
    endpointUrl: () => '',
    authorize: iam.authorize,
    warn: (sentence: string) => test.diagnostic(sentence),
  };
  const tables = createDynamoDb(context);
  const endpoint = createEndpoint({
    context,
    callerOf: iam.callerOf,
    services: {
      dynamodb: { protocol: 'json1.0', targetPrefix: 'DynamoDB_20120810', operations: tables.operations },
      kms: { protocol: 'json1.1', targetPrefix: 'TrentService', operations: createKms(context).operations },
    },
    fault,
  });
  test.after(async () => {
    tables.stop();
    await endpoint.close();
  });
  return endpoint.listen(0);
}

async function create(dynamodb: DynamoDBClient, name: string, sortKey: boolean): Promise<void> {
  const attributes = sortKey ? (['pk', 'sk'] as const) : (['pk'] as const);
  await dynamodb.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: attributes.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: attributes.map((AttributeName) => ({
        AttributeName,
        KeyType: AttributeName === 'pk' ? 'HASH' : 'RANGE',
      })),
    }),
  );
}
