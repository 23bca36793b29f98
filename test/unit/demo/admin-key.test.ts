import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { fetchAdminKey } from '../../../demo/admin-key.ts';
import { localAwsAccess } from '../../../demo/aws-access.ts';
import { startApiStandIn } from './api-stand-in.ts';

async function keyIn(context: TestContext, secret: string): Promise<string> {
  const server = await startApiStandIn(context, ({ body }) =>
    (body as { SecretId: string }).SecretId === 'arn:secret' ? { body: { SecretString: secret } } : undefined,
  );
  return fetchAdminKey(localAwsAccess(server.apiUrl, 'us-east-1'), 'arn:secret');
}

test('the key is the one in the secret that the stack generated', async (context) => {
  assert.equal(await keyIn(context, '{"key":"abc"}'), 'abc');
});

for (const secret of ['{}', 'null', '{"key":7}']) {
  test(`rejects a secret without a key: ${secret}`, async (context) => {
    await assert.rejects(keyIn(context, secret), /arn:secret must be JSON with a "key"/);
  });
}
