import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createAdministratorKey } from '../../../../shared/account/administrator-key.ts';

const KEY = 'a-key-of-more-than-twenty-characters';

async function keyIn(context: TestContext, secret: { text: string; status?: number }) {
  const clock = { now: 0 };
  const reads: string[] = [];
  const server = createServer((request, response) => {
    request.on('data', (chunk) => reads.push(String(chunk)));
    request.on('end', () => {
      response.writeHead(secret.status ?? 200, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(
        JSON.stringify(secret.status ? { __type: 'InternalServiceError' } : { SecretString: secret.text }),
      );
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const isAdministratorKey = createAdministratorKey({
    secrets: new SecretsManagerClient({
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    }),
    secretArn: 'arn:secret',
    now: () => clock.now,
    keepMs: 1_000,
  });
  return { isAdministratorKey, clock, reads };
}

test("the administrator's key is told from any other, and read once for many requests", async (context) => {
  const { isAdministratorKey, reads } = await keyIn(context, { text: JSON.stringify({ key: KEY }) });
  const answers = await Promise.all(
    [KEY, `${KEY}x`, KEY.slice(1), '', KEY.toUpperCase(), KEY].map(isAdministratorKey),
  );
  assert.deepEqual(answers, [true, false, false, false, false, true]);
  assert.deepEqual(reads, ['{"SecretId":"arn:secret"}']);
});

test('a rotated key is taken up when the old one has been kept long enough', async (context) => {
  const secret = { text: JSON.stringify({ key: KEY }) };
  const { isAdministratorKey, clock } = await keyIn(context, secret);
  assert.equal(await isAdministratorKey(KEY), true);
  secret.text = JSON.stringify({ key: `${KEY}-2` });
  clock.now = 999;
  assert.equal(await isAdministratorKey(KEY), true);
  clock.now = 1_000;
  assert.equal(await isAdministratorKey(KEY), false);
  assert.equal(await isAdministratorKey(`${KEY}-2`), true);
});

test('a failed read is not remembered', async (context) => {
  const secret: { text: string; status?: number } = { text: JSON.stringify({ key: KEY }), status: 500 };
  const { isAdministratorKey } = await keyIn(context, secret);
  await assert.rejects(isAdministratorKey(KEY));
  delete secret.status;
  assert.equal(await isAdministratorKey(KEY), true);
});

test('rejects a secret without a key worth the name, and does not repeat it', async (context) => {
  for (const text of ['{"key":""}', '{"key":"short-secret"}', '{}', 'plain-secret-text']) {
    const { isAdministratorKey } = await keyIn(context, { text });
    await assert.rejects(
      isAdministratorKey(''),
      (error: Error) => !error.message.includes('secret-') && !error.message.includes('short'),
    );
  }
});
