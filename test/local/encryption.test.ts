import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import { ListTablesCommand, paginateScan } from '@aws-sdk/client-dynamodb';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { eventually } from '../e2e/support/eventually.ts';
import { type EndpointServer, startEndpoint } from '../fixtures/endpoint-server.ts';
import type { Api } from './api.ts';
import { type AwsClients, createAwsClients } from './aws-clients.ts';
import { startSynthesizedStack, type SynthesizedStack } from './synthesized-stack.ts';

/** What no table may show: it is recognised wherever it stands. */
const MARKERS = {
  payload: 'marker-of-the-payload',
  credential: 'marker-of-the-credential',
  answer: 'marker-of-the-answer',
  answerHeader: 'marker-of-a-header',
};

let stack: SynthesizedStack;
let aws: AwsClients;
let endpoint: EndpointServer;

before(async () => {
  stack = await startSynthesizedStack();
  aws = createAwsClients(stack);
  // The first attempt is kept inside the delivery's row, the second in a row of its own.
  endpoint = await startEndpoint((_request, response) => {
    response.writeHead(endpoint.requests.length === 1 ? 500 : 200, { 'x-trace': MARKERS.answerHeader });
    response.end(MARKERS.answer);
  });
});
after(async () => {
  aws.destroy();
  await endpoint.close();
  await stack.stop();
});

test('secrets, credentials, payloads and answers are in no item of any table, and over the API they are', async () => {
  const { api, id, secret } = await subscribe();
  const delivery = await deliver(api, id);
  // What is looked for below is really there: whoever may read it finds it.
  assert.ok(String(delivery['body']).includes(MARKERS.payload));
  const attempts = JSON.stringify(delivery['attempts']);
  assert.equal(attempts.split(MARKERS.answer).length - 1, 2);
  assert.equal(attempts.split(MARKERS.answerHeader).length - 1, 2);
  assert.equal(endpoint.requests[1]?.headers.authorization, `Bearer ${MARKERS.credential}`);

  const items = await everyItem();
  const tables = new Set(items.map(({ table }) => table));
  assert.ok(items.some(({ item }) => String(item['pk']).startsWith('REQUESTS#')));
  assert.ok(tables.has('webhooks-test-deliveries') && tables.has('webhooks-test-subscriptions'));
  for (const { table, item } of items)
    for (const text of textsIn(item))
      for (const [what, marker] of Object.entries({ ...MARKERS, secret }))
        for (const hidden of [marker, Buffer.from(marker).toString('base64').slice(0, -4)])
          assert.ok(!text.includes(hidden), `the ${what} is in ${table}: ${text}`);
});

async function subscribe(): Promise<{ api: Api; id: string; secret: string }> {
  assert.equal((await stack.admin('POST', '/v1/accounts', { id: 'acme' })).status, 201);
  const { body: key } = await stack.admin('POST', '/v1/accounts/acme/keys', { role: 'manage' });
  const { id, secret } = await create(String(key['key']), {
    url: endpoint.url,
    events: ['call.ended'],
    authentication: { type: 'bearer', token: MARKERS.credential },
    retry_policy: { schedule_seconds: [1] },
  });
  return { api: stack.admin.with(String(key['key'])), id, secret: secret.replace('whsec_', '') };
}

/** With an idempotency key, for whose sake the whole answer is kept. */
async function create(key: string, body: object): Promise<{ id: string; secret: string }> {
  const response = await fetch(new URL('/v1/subscriptions', stack.apiUrl), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'idempotency-key': 'once',
    },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  assert.equal(response.status, 201, text);
  return JSON.parse(text) as { id: string; secret: string };
}

async function deliver(api: Api, id: string): Promise<Record<string, unknown>> {
  await eventually('the subscription is active', async () => {
    const { body } = await api('GET', `/v1/subscriptions/${id}`);
    return body['status'] === 'active';
  });
  const Detail = JSON.stringify({ account_id: 'acme', data: { text: MARKERS.payload } });
  const EventBusName = stack.outputs['EventBusName'];
  const entry = { EventBusName, Source: 'freyavoice.calls', DetailType: 'call.ended', Detail };
  await aws.events.send(new PutEventsCommand({ Entries: [entry] }));
  return eventually('the second attempt delivers', async () => {
    const messageId = String(endpoint.requests[0]?.headers['webhook-id']);
    const { body } = await api('GET', `/v1/subscriptions/${id}/deliveries/${messageId}`);
    return body['status'] === 'delivered' && body;
  });
}

async function everyItem(): Promise<{ table: string; item: Record<string, unknown> }[]> {
  const { TableNames = [] } = await aws.dynamodb.send(new ListTablesCommand({}));
  const items = [];
  for (const table of TableNames)
    for await (const { Items = [] } of paginateScan({ client: aws.dynamodb }, { TableName: table }))
      items.push(...Items.map((item) => ({ table, item: unmarshall(item) })));
  return items;
}

/** Every text in a value; of bytes what they say as text, as they are and inflated. */
function textsIn(value: unknown): readonly string[] {
  if (value instanceof Uint8Array) return [Buffer.from(value).toString('latin1'), ...inflated(value)];
  if (typeof value !== 'object' || value === null) return [String(value)];
  return Object.values(value).flatMap(textsIn);
}

function inflated(bytes: Uint8Array): readonly string[] {
  try {
    return [inflateRawSync(bytes).toString('latin1')];
  } catch {
    return []; // It is not compressed, as nothing encrypted is.
  }
}
