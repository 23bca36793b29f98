import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ListTablesCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { eventually } from '../e2e/support/eventually.ts';
import { type Receiver, startReceiver } from '../e2e/support/receiver.ts';
import { type AwsClients, createAwsClients } from './aws-clients.ts';
import { startSynthesizedStack, type SynthesizedStack } from './synthesized-stack.ts';

let stack: SynthesizedStack;
let aws: AwsClients;
let receiver: Receiver;

before(async () => {
  stack = await startSynthesizedStack();
  aws = createAwsClients(stack);
  receiver = await startReceiver();
});

after(async () => {
  aws.destroy();
  await receiver.stop();
  await stack.stop();
});

test('an erased account leaves no queue, no key and no row, but for deliveries that nobody can read', async () => {
  const { admin } = stack;
  await admin('POST', '/v1/accounts', { id: 'erased', name: 'Erased' });
  const { key } = (await admin('POST', '/v1/accounts/erased/keys', {})).body;
  const api = admin.with(String(key));
  const fields = { url: receiver.url, events: ['call.ended'] };
  const { id } = (await api('POST', '/v1/subscriptions', fields)).body;
  await eventually('it is active', async () => {
    const { body } = await api('GET', `/v1/subscriptions/${String(id)}`);
    return body['status'] === 'active';
  });
  await emit('erased');
  await eventually('the delivery is on record', async () => {
    const { body } = await api('GET', `/v1/subscriptions/${String(id)}/deliveries`);
    return (body['data'] as unknown[]).length === 1;
  });

  const deleted = await admin('DELETE', '/v1/accounts/erased');
  assert.equal(deleted.status, 202, JSON.stringify(deleted.body));
  assert.equal((await api('GET', '/v1/me')).status, 401, 'its keys end with the answer');
  await eventually('the account is gone', async () => {
    await tick();
    return (await admin('GET', '/v1/accounts/erased')).status === 404;
  });

  const { QueueUrls = [] } = await aws.sqs.send(
    new ListQueuesCommand({ QueueNamePrefix: 'webhooks-test-sub_' }),
  );
  assert.deepEqual(QueueUrls, []);
  const left = await rowsNaming('erased');
  assert.deepEqual(
    left.filter(({ pk }) => !/^(M#|A#|S#|AUDIT#\*$|USAGE#)/.test(String(pk))).map(({ pk }) => pk),
    [],
  );
  assert.ok(
    left.some(({ pk }) => String(pk).startsWith('M#')),
    'the delivery stays until its retention ends',
  );
  assert.equal((await keyRows()).includes('erased'), false);
});

test('an account of the same id begins with nothing', async () => {
  const { admin } = stack;
  await admin('POST', '/v1/accounts', { id: 'erased' });
  const { key } = (await admin('POST', '/v1/accounts/erased/keys', {})).body;
  const api = admin.with(String(key));
  for (const path of ['/v1/subscriptions', '/v1/jobs'])
    assert.deepEqual((await api('GET', path)).body['data'], [], path);
  assert.equal(((await api('GET', '/v1/audit-log')).body['data'] as unknown[]).length, 2);
});

async function emit(accountId: string): Promise<void> {
  await aws.events.send(
    new PutEventsCommand({
      Entries: [
        {
          EventBusName: stack.outputs['EventBusName'],
          Source: 'freyavoice.calls',
          DetailType: 'call.ended',
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

async function keyRows(): Promise<readonly unknown[]> {
  return (await scan('webhooks-test-account-keys')).map(({ pk }) => pk);
}

async function scan(TableName: string): Promise<readonly Record<string, unknown>[]> {
  const { Items = [] } = await aws.dynamodb.send(new ScanCommand({ TableName }));
  return Items.map((item) => unmarshall(item));
}
