import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { startDemoReceiver } from '../../../demo/demo-receiver.ts';
import { startReceiver } from '../../../demo/receiver.ts';
import { startApiStandIn, type ApiRequest } from './api-stand-in.ts';

const secret = `whsec_${Buffer.alloc(24, 9).toString('base64')}`;

type Row = { id: string; url: string; status: string; metadata: Record<string, string> };

function subscription(url: string, over: Partial<Row> = {}): Row {
  return { id: 'sub_1', url, status: 'active', metadata: { demo: 'receiver' }, ...over };
}

/** The API as far as the receiver uses it, over the subscriptions given. */
async function apiOver(context: TestContext, pages: Row[][]) {
  const api = await startApiStandIn(context, ({ method, path, body }: ApiRequest) => {
    if (path.endsWith('/secret')) return { body: { secret } };
    if (method === 'PATCH') return { body: {} };
    if (method === 'POST')
      return { status: 201, body: { id: 'sub_new', status: 'active', ...(body as object) } };
    const page = Number(new URL(path, 'http://api').searchParams.get('cursor') ?? 0);
    return {
      body: { data: pages[page] ?? [], next_cursor: page + 1 < pages.length ? String(page + 1) : null },
    };
  });
  return { requests: api.requests, access: { apiUrl: api.apiUrl, key: 'whk_1' } };
}

async function start(context: TestContext, pages: Row[][], create: boolean) {
  const api = await apiOver(context, pages);
  const warnings: string[] = [];
  const receiver = await startDemoReceiver({
    api: api.access,
    create,
    onWarning: (sentence) => warnings.push(sentence),
  });
  if (receiver) context.after(() => receiver.stop());
  return { receiver, warnings, requests: api.requests };
}

async function freePort(): Promise<number> {
  const receiver = await startReceiver({ port: 0, secret: () => '', onVerified() {}, onRefused() {} });
  await receiver.stop();
  return receiver.port;
}

test('a first start subscribes the receiver to everything and verifies with the secret it got', async (context) => {
  const { receiver, requests } = await start(context, [[]], true);
  assert.ok(receiver);
  const created = requests.find(({ method }) => method === 'POST')?.body as Record<string, unknown>;
  assert.equal(created['url'], receiver.url);
  assert.deepEqual(created['events'], ['*']);
  assert.deepEqual(created['metadata'], { demo: 'receiver' });

  const body = '{"event":"call.ended"}';
  const now = new Date();
  const headers = {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign('msg_1', now, body),
  };
  assert.equal((await fetch(receiver.url, { method: 'POST', headers, body })).status, 204);
  assert.deepEqual(await receiver.arrivals.waitFor(['call.ended'], AbortSignal.timeout(1000)), []);
});

test('a later start comes back on the same port, also when the subscription is on a later page', async (context) => {
  const port = await freePort();
  const other = subscription('https://customer.example', { id: 'sub_0', metadata: {} });
  const mine = subscription(`http://127.0.0.1:${port}/webhooks`);
  const { receiver, requests } = await start(context, [[other], [mine]], false);
  assert.equal(receiver?.url, mine.url);
  assert.deepEqual([...new Set(requests.map(({ method }) => method))], ['GET']);
});

test('a subscription that a first start left half way is used and not made twice', async (context) => {
  const mine = subscription(`http://127.0.0.1:${await freePort()}/webhooks`);
  const { receiver } = await start(context, [[mine]], true);
  assert.equal(receiver?.subscription.id, mine.id);
});

test('when the port is taken the subscription moves to where the receiver is', async (context) => {
  const taken = await startReceiver({ port: 0, secret: () => '', onVerified() {}, onRefused() {} });
  context.after(() => taken.stop());
  const { receiver, requests } = await start(context, [[subscription(taken.url)]], false);
  assert.notEqual(receiver?.url, taken.url);
  const { path, body } = requests.find(({ method }) => method === 'PATCH') ?? {};
  assert.deepEqual([path, body], ['/v1/subscriptions/sub_1', { url: receiver?.url }]);
});

for (const [what, pages] of [
  ['nobody wants one', [[]]],
  [
    'its subscription is being deleted',
    [[subscription('http://127.0.0.1:1/webhooks', { status: 'deleting' })]],
  ],
  ['its subscription now sends somewhere else', [[subscription('https://customer.example/hook')]]],
] as const) {
  test(`no receiver starts when ${what}`, async (context) => {
    const { receiver } = await start(
      context,
      pages.map((page) => [...page]),
      false,
    );
    assert.equal(receiver, undefined);
  });
}
