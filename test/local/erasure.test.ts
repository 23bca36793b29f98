import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ListTablesCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { ListRulesCommand, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { eventually } from '../e2e/support/eventually.ts';
import { type Receiver, startReceiver } from '../e2e/support/receiver.ts';
import type { Api } from './api.ts';
import { type AwsClients, createAwsClients } from './aws-clients.ts';
import { hasten } from './hasten.ts';
import { startSynthesizedStack, type SynthesizedStack } from './synthesized-stack.ts';

let stack: SynthesizedStack;
let aws: AwsClients;
let receiver: Receiver;
/** What must be found nowhere, and the answers to those who wanted a subscription while their account was deleted. */
let traces: readonly string[];
let late: readonly number[];

before(async () => {
  stack = await startSynthesizedStack({ edit: hasten });
  aws = createAwsClients(stack);
  receiver = await startReceiver(({ body }) => ({ status: body.includes('call.failed') ? 500 : 204 }));
  traces = ['erased', 'hasty', ...(await fillAccount('erased'))];
  for (const trace of traces.slice(2)) assert.ok((await rowsNaming(trace)).length > 0, trace);
  const [key, answers] = await Promise.all([openAccount('erased'), deleteWhileSubscribing('hasty')]);
  late = answers;
  const deleted = await stack.admin('DELETE', '/v1/accounts/erased');
  assert.equal(deleted.status, 202, JSON.stringify(deleted.body));
  assert.equal((await stack.admin.with(key)('GET', '/v1/me')).status, 401, 'its keys end with the answer');
  assert.ok((await rowsNaming('msg_')).length > 0, 'while rows are left');
  assert.deepEqual(await scan('webhooks-test-account-keys'), [], 'nobody can read them any more');
  await Promise.all([isErased('erased'), isErased('hasty')]);
});

after(async () => {
  aws.destroy();
  await receiver.stop();
  await stack.stop();
});

test('of an erased account no row is left, in any table, but what administrators did', async () => {
  const left = (await Promise.all(traces.map(rowsNaming))).flat();
  assert.deepEqual(
    left.filter(({ pk }) => pk !== 'AUDIT#*'),
    [],
  );
  assert.ok(left.length > 0, 'that it was deleted, and by whom, stays in the log of the administrators');
  assert.deepEqual(await scan('webhooks-test-account-keys'), []);
});

test('no subscription outlives its account, also none that was made while the account was deleted', async () => {
  assert.ok(
    late.every((status) => [201, 401, 409].includes(status)),
    late.join(),
  );
  const ours = 'webhooks-test-sub_';
  const { QueueUrls = [] } = await aws.sqs.send(new ListQueuesCommand({ QueueNamePrefix: ours }));
  const EventBusName = stack.outputs['EventBusName'];
  const { Rules = [] } = await aws.events.send(new ListRulesCommand({ EventBusName, NamePrefix: ours }));
  const { EventSourceMappings = [] } = await aws.lambda.send(new ListEventSourceMappingsCommand({}));
  assert.deepEqual([QueueUrls, Rules, EventSourceMappings], [[], [], []]);
});

test('an account of the same id begins with nothing', async () => {
  const api = stack.admin.with(await openAccount('erased'));
  for (const path of ['/v1/subscriptions', '/v1/jobs'])
    assert.deepEqual((await api('GET', path)).body['data'], [], path);
  assert.equal(((await api('GET', '/v1/audit-log')).body['data'] as unknown[]).length, 2);
});

/** Makes an account, where there is none, and a key for it. */
async function openAccount(id: string): Promise<string> {
  await stack.admin('POST', '/v1/accounts', { id });
  const { status, body } = await stack.admin('POST', `/v1/accounts/${id}/keys`, {});
  assert.equal(status, 201, JSON.stringify(body));
  return String(body['key']);
}

async function deleteWhileSubscribing(id: string): Promise<readonly number[]> {
  const api = stack.admin.with(await openAccount(id));
  const subscribe = async () => {
    const fields = { url: receiver.url, events: ['call.ended'] };
    return (await api('POST', '/v1/subscriptions', fields)).status;
  };
  const before = [1, 2, 3].map(subscribe);
  const deleted = stack.admin('DELETE', `/v1/accounts/${id}`);
  const answers = await Promise.all([...before, ...[4, 5, 6].map(subscribe)]);
  assert.equal((await deleted).status, 202);
  return answers;
}

async function isErased(id: string): Promise<void> {
  await eventually(`${id} is erased`, async () => {
    await tick();
    return (await stack.admin('GET', `/v1/accounts/${id}`)).status === 404;
  });
}

/**
 * Has deliveries of every kind, by a subscription that stays and one that is gone before the account goes.
 * @returns what must be found nowhere afterwards
 */
async function fillAccount(accountId: string): Promise<readonly string[]> {
  const key = await openAccount(accountId);
  const { admin } = stack;
  const api = admin.with(key);
  await admin('POST', `/v1/accounts/${accountId}/portal-links`, {});
  await admin('POST', '/v1/events', { account_id: accountId, event_type: 'agent.error', data: {} });
  const create = async (event: string, fields: object) => {
    const once = stack.admin.with(key, { 'idempotency-key': event });
    const made = { url: receiver.url, rate_limit_per_second: 50, events: [event], ...fields };
    const { body } = await once('POST', '/v1/subscriptions', made);
    const id = String(body['id']);
    await eventually('it is active', async () => {
      return (await api('GET', `/v1/subscriptions/${id}`)).body['status'] === 'active';
    });
    return id;
  };
  const past = new Date(Date.now() - 60_000).toISOString();
  const gone = await create('call.ended', { start_from: past });
  const kept = await create('call.failed', { retry_policy: { schedule_seconds: [1] } });
  await emit(accountId, 'call.ended');
  await emit(accountId, 'call.failed');
  const delivered = await deliveryOf(api, gone, 'delivered');
  const exhausted = await deliveryOf(api, kept, 'exhausted');
  await api('POST', `/v1/subscriptions/${kept}/redrive`, {});
  await api('POST', `/v1/subscriptions/${kept}/test`, { event_type: 'call.failed' });
  await api('DELETE', `/v1/subscriptions/${gone}`);
  await eventually('one is gone', async () => {
    await tick();
    return (await api('GET', `/v1/subscriptions/${gone}`)).status === 404;
  });
  const { status, body } = await api('GET', `/v1/messages/${delivered}`);
  assert.equal(status, 200, 'what was delivered stays on record when its subscription goes');
  assert.equal((body['data'] as unknown[]).length, 1);
  return [gone, kept, delivered, exhausted, new URL(receiver.url).host];
}

async function deliveryOf(api: Api, id: string, status: string): Promise<string> {
  const [found] = await eventually(`a delivery is ${status}`, async () => {
    const { body } = await api('GET', `/v1/subscriptions/${id}/deliveries?status=${status}`);
    const data = body['data'] as { message_id: string }[];
    return data.length > 0 && data;
  });
  return String(found?.message_id);
}

async function emit(accountId: string, DetailType: string): Promise<void> {
  await aws.events.send(
    new PutEventsCommand({
      Entries: [
        {
          EventBusName: stack.outputs['EventBusName'],
          Source: 'freyavoice.calls',
          DetailType,
          Detail: JSON.stringify({ account_id: accountId, data: { n: 1 } }),
        },
      ],
    }),
  );
}

async function tick(): Promise<void> {
  const Payload = JSON.stringify({ source: 'aws.events' });
  const { FunctionError } = await aws.lambda.send(
    new InvokeCommand({ FunctionName: 'webhooks-test-reconcile', Payload }),
  );
  assert.equal(FunctionError, undefined);
}

/** The rows of every table that have a word anywhere. */
async function rowsNaming(word: string): Promise<readonly Record<string, unknown>[]> {
  const { TableNames = [] } = await aws.dynamodb.send(new ListTablesCommand({}));
  const tables = await Promise.all(TableNames.map((TableName) => scan(TableName)));
  return tables.flat().filter((row) => JSON.stringify(row).includes(word));
}

async function scan(TableName: string): Promise<readonly Record<string, unknown>[]> {
  const { Items = [] } = await aws.dynamodb.send(new ScanCommand({ TableName }));
  return Items.map((item) => unmarshall(item));
}
