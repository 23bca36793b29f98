import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { LambdaClient } from '@aws-sdk/client-lambda';
import type { LogEntry } from '../../../../lambdas/api/dependencies.ts';
import { createReconcile } from '../../../../lambdas/api/invoke-reconcile.ts';

async function reconcileAgainst(context: TestContext, listener: RequestListener, waitMs?: number) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const lambda = new LambdaClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  const log: LogEntry[] = [];
  const reconcile = createReconcile({
    lambda,
    functionName: 'webhooks-test-reconcile',
    log: (entry) => log.push(entry),
    ...(waitMs !== undefined && { waitMs }),
  });
  return { reconcile, log };
}

test('reconcile is invoked with the account and the subscription, and waited for', async (context) => {
  const seen: string[] = [];
  const { reconcile, log } = await reconcileAgainst(context, (request, response) => {
    seen.push(`${request.method} ${request.url}`);
    request.on('data', (chunk) => seen.push(String(chunk)));
    request.on('end', () => response.end('null'));
  });
  await reconcile('acme', 'sub_1');
  assert.deepEqual(seen, [
    'POST /2015-03-31/functions/webhooks-test-reconcile/invocations',
    '{"account_id":"acme","subscription_id":"sub_1"}',
  ]);
  assert.deepEqual(log, []);
});

test('a reconcile that fails, is refused or takes too long is logged and fails nothing', async (context) => {
  const failing = await reconcileAgainst(context, (_request, response) => {
    response.setHeader('x-amz-function-error', 'Unhandled').end('{"errorMessage":"broken"}');
  });
  const refused = await reconcileAgainst(context, (_request, response) => {
    response.writeHead(403, { 'x-amzn-errortype': 'AccessDeniedException' }).end('{"Message":"no"}');
  });
  const hanging = await reconcileAgainst(context, () => undefined, 50);
  for (const [{ reconcile, log }, reason] of [
    [failing, /Unhandled: .*broken/],
    [refused, /AccessDeniedException/],
    [hanging, /Error/],
  ] as const) {
    await reconcile('acme', 'sub_1');
    assert.equal(log.length, 1);
    assert.deepEqual([log[0]?.level, log[0]?.['subscription_id']], ['WARN', 'sub_1']);
    assert.match(String(log[0]?.['reason']), reason);
  }
});
