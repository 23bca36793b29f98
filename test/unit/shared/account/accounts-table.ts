import type { TestContext } from 'node:test';
import { CreateTableCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { createDynamoDb } from '../../../../local/dynamodb/create-dynamodb.ts';
import { AwsError } from '../../../../local/endpoint/aws-error.ts';
import { createEndpoint } from '../../../../local/endpoint/create-endpoint.ts';
import { createIam } from '../../../../local/iam/create-iam.ts';
import { openDatabase } from '../../../../local/storage/open-database.ts';
import { type AccountStore, createAccountStore } from '../../../../shared/account/account-store.ts';
import { createKeyStore, type KeyStore } from '../../../../shared/account/key-store.ts';

export type AccountsTable = {
  /** For other stores over the same table. */
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
  readonly accounts: AccountStore;
  readonly keys: KeyStore;
  readonly clock: { now: number };
  /** Lets this many writes through and has every later one fail, as if the function had died there. */
  readonly dieAfter: (writes: number) => void;
  /** Lets all writes through again. */
  readonly live: () => void;
  /** Every row, as it is stored. */
  readonly rows: () => Promise<readonly Record<string, unknown>[]>;
};

const TABLE = 'accounts';

/** An empty table of accounts on the embedded DynamoDB, and the stores over it. */
export async function accountsTable(test: TestContext): Promise<AccountsTable> {
  const clock = { now: 1_000 };
  let writesLeft = Infinity;
  const url = await startDynamoDb(
    test,
    (operation) =>
      /^((Put|Update|Delete)Item|BatchWriteItem|TransactWriteItems)$/.test(operation) && writesLeft-- <= 0,
  );
  const dynamodb = new DynamoDBClient({
    endpoint: url,
    region: 'eu-west-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  test.after(() => dynamodb.destroy());
  await createTable(dynamodb);
  const now = () => clock.now;
  return {
    dynamodb,
    table: TABLE,
    accounts: createAccountStore({ dynamodb, table: TABLE, now }),
    keys: createKeyStore({ dynamodb, table: TABLE, now }),
    clock,
    dieAfter: (writes) => {
      writesLeft = writes;
    },
    live: () => {
      writesLeft = Infinity;
    },
    rows: async () => {
      const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName: TABLE }));
      return Items.map((item) => unmarshall(item));
    },
  };
}

async function startDynamoDb(test: TestContext, fails: (operation: string) => boolean): Promise<string> {
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
  const service = createDynamoDb(context);
  const endpoint = createEndpoint({
    context,
    callerOf: iam.callerOf,
    services: {
      dynamodb: { protocol: 'json1.0', targetPrefix: 'DynamoDB_20120810', operations: service.operations },
    },
    fault: (_service, operation) =>
      fails(operation) ? new AwsError('InternalServerError', 'died', 500) : undefined,
  });
  test.after(async () => {
    service.stop();
    await endpoint.close();
  });
  return endpoint.listen(0);
}

async function createTable(dynamodb: DynamoDBClient): Promise<void> {
  await dynamodb.send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    }),
  );
}
