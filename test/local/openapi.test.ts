import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { routes } from '../../lambdas/api/routes.ts';
import { eventually } from '../e2e/support/eventually.ts';
import { type Receiver, startReceiver } from '../e2e/support/receiver.ts';
import {
  openapiValidator,
  type OpenapiDocument,
  type OpenapiOperation,
  operationsOf,
} from '../fixtures/openapi-validator.ts';
import { setEnvironment } from './set-environment.ts';
import { startSynthesizedStack, type SynthesizedStack } from './synthesized-stack.ts';

type World = Readonly<
  Record<'key' | 'subscription' | 'ed25519' | 'message' | 'job' | 'keyId' | 'adminKeyId' | 'code', string>
>;

let stack: SynthesizedStack;
let receiver: Receiver;
let document: OpenapiDocument;
let fault: ReturnType<typeof openapiValidator>;
let world: World;

before(async () => {
  stack = await startSynthesizedStack({
    // As deployed: a replay waits ten minutes, so that there is a job that can be cancelled however slow the machine.
    edit: (template) => setEnvironment(template, 'webhooks-test-reconcile', { ARCHIVE_DELAY_SECONDS: '600' }),
  });
  receiver = await startReceiver();
  const response = await fetch(new URL('/openapi.json', stack.apiUrl));
  document = (await response.json()) as OpenapiDocument;
  fault = openapiValidator(document);
  world = await makeWorld();
});

after(async () => {
  await receiver.stop();
  await stack.stop();
});

/** What is removed or erased comes last, and the examples that would do nothing here are replaced. */
const BODIES: Readonly<Record<string, () => unknown>> = {
  createSubscription: () => ({ url: receiver.url, events: ['call.ended'] }),
  createAccount: () => ({ name: 'Another' }),
  createPortalSession: () => ({ code: world.code }),
  createEvent: () => ({ account_id: 'world', event_type: 'call.ended', data: {} }),
  replaySubscription: () => ({ from: new Date(Date.now() - 60_000).toISOString() }),
  redriveSubscription: () => ({}),
};

const names = [...routes].map(({ method, path }) => ({ method, path }));
const isLast = ({ method }: { readonly method: string }) => method === 'DELETE';

describe('every route answers as the document says', () => {
  for (const { method, path } of [
    ...names.filter((name) => !isLast(name)),
    ...names.filter(isLast).toReversed(),
  ])
    test(`${method} ${path}`, async () => {
      const operation = operationAt(method, path);
      const own = BODIES[operation.operationId]?.();
      const body = own ?? operation.requestBody?.content['application/json'].example;
      const { status, headers, text } = await call({ method, path: filled(path), operation, body });
      assert.ok(status < 300, `${status}: ${text}`);
      assertDescribed(operation, status, headers, text);
    });
});

describe('every refusal is as the document says', () => {
  for (const { method, path } of names) {
    test(`${method} ${path} without a key, with another query and with another body`, async () => {
      const operation = operationAt(method, path);
      const isPublic = operation.security?.length === 0;
      const calls = [
        { path: `${filled(path)}?no_such_parameter=1`, body: operation.requestBody && {} },
        ...(operation.requestBody ? [{ path: filled(path), body: { no_such_field: 1 } }] : []),
        ...(operation.requestBody ? [{ path: filled(path), body: '{' }] : []),
        ...(isPublic ? [] : [{ path: filled(path), key: 'wrong', body: {} }]),
        ...(path.includes('{')
          ? [
              {
                path: path.replaceAll(/\{\w+\}/g, 'unknown'),
                body: operation.requestBody?.content['application/json'].example,
              },
            ]
          : []),
      ];
      for (const request of calls) {
        const { status, headers, text } = await call({ method, operation, ...request });
        assert.ok(status >= 400 && status < 500, `${request.path}: ${status} ${text}`);
        assertDescribed(operation, status, headers, text);
      }
    });
  }
});

test('answers that a list gives page by page are as the document says', async () => {
  const operation = operationAt('GET', '/v1/subscriptions');
  const { status, headers, text } = await call({
    method: 'GET',
    path: '/v1/subscriptions?limit=1',
    operation,
  });
  assertDescribed(operation, status, headers, text);
  assert.notEqual((JSON.parse(text) as { next_cursor: unknown }).next_cursor, null);
});

function operationAt(method: string, path: string): OpenapiOperation {
  const found = operationsOf(document).find((one) => one.method === method && one.path === path);
  assert.ok(found, `${method} ${path} is not in the document`);
  return found.operation;
}

function assertDescribed(operation: OpenapiOperation, status: number, headers: Headers, text: string): void {
  const response = operation.responses[String(status)];
  assert.ok(
    response,
    `${operation.operationId} answers ${status}, which the document does not have: ${text}`,
  );
  if (!response.content) return assert.equal(text, '');
  const [type = '', media] = Object.entries(response.content)[0] ?? [];
  assert.equal(headers.get('content-type'), type);
  assert.equal(fault(media?.schema ?? {}, JSON.parse(text)), undefined, `${operation.operationId}: ${text}`);
}

async function call(request: {
  readonly method: string;
  readonly path: string;
  readonly operation: OpenapiOperation;
  readonly body?: unknown;
  readonly key?: string;
}) {
  const { method, path, operation, body, key = stack.adminKey } = request;
  const acts = operation.parameters.some(({ name }) => name === 'X-Account-Id');
  const hasBody = method !== 'GET' && body !== undefined && operation.requestBody;
  const response = await fetch(new URL(path, stack.apiUrl), {
    method,
    headers: {
      ...(operation.security?.length !== 0 && { authorization: `Bearer ${key}` }),
      ...(acts && { 'x-account-id': 'world' }),
      ...(hasBody && { 'content-type': 'application/json' }),
    },
    ...(hasBody && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

function filled(path: string): string {
  const keyId = path.startsWith('/v1/admin-keys') ? world.adminKeyId : world.keyId;
  return path
    .replace('/subscriptions/{id}', `/subscriptions/${world.subscription}`)
    .replace('/accounts/{id}', '/accounts/world')
    .replace('/jobs/{id}', `/jobs/${world.job}`)
    .replace('/messages/{id}', `/messages/${world.message}`)
    .replace('{subscription_id}', world.ed25519)
    .replace('{message_id}', world.message)
    .replace('{key_id}', keyId)
    .replace('{name}', 'call.ended');
}

async function makeWorld(): Promise<World> {
  const { admin } = stack;
  await admin('POST', '/v1/accounts', { id: 'world' });
  const key = await admin('POST', '/v1/accounts/world/keys', { role: 'manage' });
  const adminKey = await admin('POST', '/v1/admin-keys');
  const { url } = (await admin('POST', '/v1/accounts/world/portal-links')).body;
  const api = admin.with(String(key.body['key']));
  const subscribe = async (more: object) => {
    const { body } = await api('POST', '/v1/subscriptions', {
      url: receiver.url,
      events: ['call.ended'],
      ...more,
    });
    return eventually('it is active', async () => {
      const { body: current } = await api('GET', `/v1/subscriptions/${String(body['id'])}`);
      return current['status'] === 'active' ? String(body['id']) : undefined;
    });
  };
  const subscription = await subscribe({});
  const ed25519 = await subscribe({ signature: 'ed25519' });
  await admin('POST', '/v1/events', { account_id: 'world', event_type: 'call.ended', data: { n: 1 } });
  const message = await eventually('the delivery is on record', async () => {
    const { body } = await api('GET', `/v1/subscriptions/${subscription}/deliveries`);
    return (body['data'] as { message_id: string }[])[0]?.message_id;
  });
  // It waits for the end of its span to be in the archive, and so can be cancelled.
  const { body: job } = await api('POST', `/v1/subscriptions/${subscription}/replay`, {
    from: new Date(Date.now() - 60_000).toISOString(),
    to: new Date().toISOString(),
  });
  return {
    key: String(key.body['key']),
    subscription,
    ed25519,
    message,
    job: String(job['id']),
    keyId: String(key.body['id']),
    adminKeyId: String(adminKey.body['id']),
    code: String(url).split('#code=')[1] ?? '',
  };
}
