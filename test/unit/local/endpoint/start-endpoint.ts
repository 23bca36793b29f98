import type { TestContext } from 'node:test';
import type { Context } from '../../../../local/context.ts';
import { createEndpoint } from '../../../../local/endpoint/create-endpoint.ts';
import type { EndpointOptions } from '../../../../local/endpoint/answer-request.ts';
import type { Operation } from '../../../../local/endpoint/operation.ts';
import { createIam } from '../../../../local/iam/create-iam.ts';
import type { Iam } from '../../../../local/iam/create-iam.ts';
import { openDatabase } from '../../../../local/storage/open-database.ts';

export const ACCOUNT = '111122223333';

export type Started = { url: string; iam: Iam; warnings: string[]; close: () => Promise<void> };

/** An endpoint on a free port over these services, closed when the test ends. */
export async function startEndpoint(
  test: Pick<TestContext, 'after'>,
  options: Pick<EndpointOptions, 'services' | 'fault'>,
): Promise<Started> {
  const warnings: string[] = [];
  const database = openDatabase(':memory:');
  const iam = createIam({ accountId: ACCOUNT, database, now: Date.now });
  const context: Context = {
    database,
    now: Date.now,
    accountId: ACCOUNT,
    region: 'eu-west-1',
    endpointUrl: () => 'http://127.0.0.1',
    authorize: (caller, access) => iam.authorize(caller, access),
    warn: (sentence) => warnings.push(sentence),
  };
  const endpoint = createEndpoint({ context, callerOf: (key) => iam.callerOf(key), ...options });
  const url = await endpoint.listen(0);
  test.after(() => endpoint.close());
  return { url, iam, warnings, close: () => endpoint.close() };
}

/** What an SDK client of these tests is made with. */
export function clientConfig(url: string): {
  endpoint: string;
  region: string;
  maxAttempts: number;
  credentials: { accessKeyId: string; secretAccessKey: string };
} {
  return {
    endpoint: url,
    region: 'eu-west-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
}

/** An operation without permissions. */
export function open(run: Operation['run']): Operation {
  return { access: () => [], run };
}

export const SIGNED = {
  authorization:
    'AWS4-HMAC-SHA256 Credential=local/20261124/eu-west-1/sqs/aws4_request, SignedHeaders=host, Signature=00',
};
