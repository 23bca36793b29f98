import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';

/** Where the stack of `test/receiver-stack` is, and how its table is reached. */
export type ReceiverDeployment = Pick<DynamoDBClientConfig, 'endpoint' | 'region' | 'credentials'> & {
  /** The public base URL, its output `ReceiverUrl`. */
  readonly url: string;
  /** Its output `ReceiverTable`. */
  readonly table: string;
};

/**
 * The deployed receiver that the environment names, if it names one: WEBHOOKS_TEST_RECEIVER (the URL) and
 * WEBHOOKS_TEST_RECEIVER_TABLE. Region and credentials come from where AWS's tools look for them, unless
 * WEBHOOKS_TEST_RECEIVER_ENDPOINT says that an embedded AWS has the table.
 * @throws {Error} when only one of the two is set.
 */
export function readReceiverDeployment(
  environment: Readonly<Record<string, string | undefined>>,
): ReceiverDeployment | undefined {
  const url = environment['WEBHOOKS_TEST_RECEIVER'];
  const table = environment['WEBHOOKS_TEST_RECEIVER_TABLE'];
  const endpoint = environment['WEBHOOKS_TEST_RECEIVER_ENDPOINT'];
  if (!url && !table) return undefined;
  if (!url || !table)
    throw new Error(
      `WEBHOOKS_TEST_RECEIVER is "${url ?? ''}" and WEBHOOKS_TEST_RECEIVER_TABLE "${table ?? ''}"; set both, to the outputs ReceiverUrl and ReceiverTable, or none.`,
    );
  return { url, table, ...(endpoint && embedded(endpoint)) };
}

function embedded(endpoint: string) {
  return {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
}
