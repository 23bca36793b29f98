import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  DescribeArchiveCommand,
  DeleteRuleCommand,
  DescribeEventBusCommand,
  DescribeRuleCommand,
  ListRulesCommand,
  PutEventsCommand,
  PutPermissionCommand,
  PutRuleCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { GetQueueAttributesCommand, GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { eventually } from '../e2e/support/eventually.ts';
import { type Received, type Receiver, startReceiver, verify } from '../e2e/support/receiver.ts';
import type { Api } from './api.ts';
import { type AwsClients, createAwsClients } from './aws-clients.ts';
import { runStep } from './runbook.ts';
import { runTeardown } from './run-teardown.ts';
import { setEnvironment } from './set-environment.ts';
import { startSynthesizedStack, type SynthesizedStack } from './synthesized-stack.ts';

const BUSES = ['webhooks-test', 'webhooks-test.shard-1', 'webhooks-test.shard-2'];
/** One account of each shard, by its last character; and a second one of a further shard. */
const ACCOUNTS = { 'customer-0': 0, 'customer-1': 1, 'customer-2': 2, other4: 1 } as const;
type AccountId = keyof typeof ACCOUNTS;
const accountIds = Object.keys(ACCOUNTS) as AccountId[];

/** The id of a statement that refuses. */
const STATEMENT = 'RefuseAll';

type Account = {
  readonly api: Api;
  readonly subscriptionId: string;
  readonly secret: string;
  readonly receiver: Receiver;
};

let stack: SynthesizedStack;
let aws: AwsClients;
const accounts = new Map<AccountId, Account>();

before(async () => {
  stack = await startSynthesizedStack({
    stage: { shards: BUSES.length },
    edit: (template) =>
      setEnvironment(template, 'webhooks-test-reconcile', {
        SWEEP_INTERVAL_SECONDS: '0',
        ORPHAN_GRACE_SECONDS: '0',
      }),
  });
  aws = createAwsClients(stack);
  for (const id of accountIds) accounts.set(id, await openAccount(id));
});

after(async () => {
  aws.destroy();
  for (const { receiver } of accounts.values()) await receiver.stop();
  await stack.stop();
});

test('a rule is on the bus of its account and on no other', async () => {
  for (const [index, bus] of BUSES.entries()) {
    const here = accountIds.filter((id) => ACCOUNTS[id] === index);
    assert.deepEqual(
      await rulesOn(bus),
      here.map((id) => `webhooks-test-${account(id).subscriptionId}`).toSorted(),
    );
  }
});

test('accounts of every shard get their events once, signed, and nobody else does', async () => {
  await emitToAll('call.ended', 3);
  for (const id of accountIds) {
    const { receiver, secret, subscriptionId } = account(id);
    const requests = await receiver.waitFor(3);
    for (const request of requests) {
      verify(secret, request);
      assert.equal(dataOf(request)['account'], id);
    }
    assert.deepEqual(requests.map((request) => String(dataOf(request)['n'])).toSorted(), ['0', '1', '2']);
    await settled(id, 3);
    assert.equal(receiver.received.length, 3, subscriptionId);
  }
});

test('each event is in the archive of its account alone', async () => {
  const counts = await Promise.all(BUSES.map(archived));
  assert.deepEqual(counts, [3, 6, 3]);
});

test('an event without an account is kept once, by the ingress bus', async () => {
  await put('call.ended', { data: {} });
  await eventually('it is kept', async () => (await kept()) > 0);
  assert.equal(await kept(), 1);
});

describe('an operational event', () => {
  for (const id of ['customer-0', 'customer-1'] as const)
    test(`arrives on shard ${ACCOUNTS[id]}`, async () => {
      const { api, receiver, subscriptionId, secret } = account(id);
      const { status, body } = await api('POST', '/v1/subscriptions', {
        url: receiver.url,
        events: ['subscription.secret_rotated'],
      });
      assert.equal(status, 201, JSON.stringify(body));
      await active(api, String(body['id']));
      await api('POST', `/v1/subscriptions/${subscriptionId}/rotate-secret`);
      const request = await eventually('it arrives', () =>
        Promise.resolve(receiver.received.find(isOperational)),
      );
      verify(String(body['secret']), request);
      assert.notEqual(String(body['secret']), secret);
      assert.equal(dataOf(request)['subscription_id'], subscriptionId);
      await api('DELETE', `/v1/subscriptions/${String(body['id'])}`);
    });

  test('is refused from anybody else, straight to a shard too', async () => {
    for (const EventBusName of BUSES)
      await assert.rejects(
        aws.events.send(
          new PutEventsCommand({
            Entries: [
              {
                EventBusName,
                Source: 'freyavoice.webhooks',
                DetailType: 'subscription.disabled',
                Detail: JSON.stringify({ account_id: 'customer-1', data: {} }),
              },
            ],
          }),
        ),
        { name: 'AccessDeniedException' },
        EventBusName,
      );
  });
});

test('a replay brings back the events of one subscription, from the archive of its shard', async () => {
  for (const id of ['customer-0', 'customer-2'] as const) {
    const { api, receiver, subscriptionId } = account(id);
    const earlier = receiver.received.filter((request) => !isOperational(request));
    const from = new Date(Date.now() - 60_000).toISOString();
    const path = `/v1/subscriptions/${subscriptionId}/replay`;
    const { status, body } = await api('POST', path, { from, mode: 'all' });
    assert.equal(status, 202, JSON.stringify(body));
    await eventually('the job is completed', async () => {
      await tick();
      const job = await api('GET', `/v1/jobs/${String(body['id'])}`);
      return job.body['status'] === 'completed';
    });
    const replayed = () =>
      receiver.received.filter((request) => !isOperational(request)).slice(earlier.length);
    await eventually('they came again', () => Promise.resolve(replayed().length >= 3));
    assert.deepEqual(replayed().map(idOf).toSorted(), earlier.map(idOf).toSorted());
  }
  assert.equal(account('other4').receiver.received.length, 3);
});

test('what a shard’s bus refused arrives with its message id and its numbers once the bus takes it again', async () => {
  const { api, receiver, subscriptionId } = account('customer-1');
  const [, BUS = ''] = BUSES;
  await refuseAll(BUS);
  const before = await archived(BUS);
  const seen = receiver.received.length;
  const EventId = await putText('call.failed', '{"account_id":"customer-1","data":{"price":1.10}}');
  await api('POST', `/v1/subscriptions/${subscriptionId}/rotate-secret`);
  // One is the event without an account, of above; one is operational, which only few may put.
  await eventually('they are kept', async () => (await kept()) === 3);
  await tick();
  assert.equal(receiver.received.length, seen);

  assert.match(await runStep(stack, 'ingest-dead-letters', 'Look'), /webhooks-test-forward-1/);
  await runStep(stack, 'ingest-dead-letters', 'Mend a bus that refuses', { BUS, STATEMENT });
  const request = await eventually('it arrives', async () => {
    // The look has hidden it for some seconds.
    await tick();
    return receiver.received[seen];
  });
  assert.equal(idOf(request), `msg_${EventId.replaceAll('-', '')}`);
  assert.match(request.body, /"data":\{"price":1\.10\}\}$/);
  await tick();
  const { body } = await api('GET', `/v1/subscriptions/${subscriptionId}/deliveries?event_type=call.failed`);
  assert.equal((body['data'] as unknown[]).length, 1);
  assert.equal(await archived(BUS), before + 2, 'a replay finds them');
  assert.equal(await kept(), 1);
});

test('a rule that is missing on a shard is made again there, and one that is nobody’s is removed', async () => {
  const { api, subscriptionId } = account('customer-2');
  const [, shard1 = '', shard2 = ''] = BUSES;
  const name = `webhooks-test-${subscriptionId}`;
  await aws.events.send(new RemoveTargetsCommand({ Rule: name, EventBusName: shard2, Ids: ['queue'] }));
  await aws.events.send(new DeleteRuleCommand({ Name: name, EventBusName: shard2 }));
  const orphan = `webhooks-test-sub_${'0'.repeat(32)}`;
  await aws.events.send(
    new PutRuleCommand({ Name: orphan, EventBusName: shard1, EventPattern: '{"source":["nobody"]}' }),
  );
  await tick();
  await aws.events.send(new DescribeRuleCommand({ Name: name, EventBusName: shard2 }));
  assert.ok(!(await rulesOn(shard1)).includes(orphan));
  await api('DELETE', `/v1/subscriptions/${subscriptionId}`);
  await eventually('its rule is gone', async () => !(await rulesOn(shard2)).includes(name));
});

test('a teardown removes the rules of every shard, and leaves those that forward to the stack', async () => {
  const names = accountIds.filter((id) => id !== 'customer-2');
  const { code, output } = await runTeardown(stack, '--stage', 'test');
  assert.equal(code, 1);
  assert.match(output, new RegExp(`rules to remove: ${names.length}\\b`));
  const done = await runTeardown(stack, '--stage', 'test', '--yes');
  assert.equal(done.code, 0, done.output);
  for (const bus of BUSES) assert.deepEqual(await rulesOn(bus), [], bus);
  const { Rules = [] } = await aws.events.send(
    new ListRulesCommand({ EventBusName: BUSES[0], NamePrefix: 'webhooks-test-forward-' }),
  );
  assert.equal(Rules.length, BUSES.length - 1);
});

function account(id: AccountId): Account {
  return accounts.get(id) ?? assert.fail(id);
}

async function openAccount(id: AccountId): Promise<Account> {
  await stack.admin('POST', '/v1/accounts', { id });
  const { body: key } = await stack.admin('POST', `/v1/accounts/${id}/keys`, { role: 'manage' });
  const api = stack.admin.with(String(key['key']));
  const receiver = await startReceiver();
  const { status, body } = await api('POST', '/v1/subscriptions', { url: receiver.url, events: ['call.*'] });
  assert.equal(status, 201, JSON.stringify(body));
  const subscriptionId = String(body['id']);
  await active(api, subscriptionId);
  return { api, subscriptionId, secret: String(body['secret']), receiver };
}

async function active(api: Api, id: string): Promise<void> {
  await eventually('the subscription is active', async () => {
    const { body } = await api('GET', `/v1/subscriptions/${id}`);
    return body['status'] === 'active';
  });
}

async function emitToAll(type: string, times: number): Promise<void> {
  for (const id of accountIds)
    for (let n = 0; n < times; n++) await put(type, { account_id: id, data: { account: id, n } });
}

function put(DetailType: string, detail: object): Promise<string> {
  return putText(DetailType, JSON.stringify(detail));
}

/** @returns the event's id */
async function putText(DetailType: string, Detail: string): Promise<string> {
  const EventBusName = stack.outputs['EventBusName'];
  const { FailedEntryCount, Entries } = await aws.events.send(
    new PutEventsCommand({ Entries: [{ Source: 'freyavoice.calls', DetailType, Detail, EventBusName }] }),
  );
  assert.equal(FailedEntryCount, 0);
  return Entries?.[0]?.EventId ?? assert.fail('the event has an id');
}

async function archived(ArchiveName: string): Promise<number> {
  const { EventCount } = await aws.events.send(new DescribeArchiveCommand({ ArchiveName }));
  return EventCount ?? assert.fail(ArchiveName);
}

/** How many events no target took. */
async function kept(): Promise<number> {
  const { QueueUrl } = await aws.sqs.send(new GetQueueUrlCommand({ QueueName: 'webhooks-test-ingest-dlq' }));
  const { Attributes = {} } = await aws.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
  );
  return Number(Attributes['ApproximateNumberOfMessages']);
}

/** What somebody does who means well: adds a statement to a bus's policy that lets nobody put events onto it. */
async function refuseAll(EventBusName: string): Promise<void> {
  const { Policy: text = '', Arn } = await aws.events.send(
    new DescribeEventBusCommand({ Name: EventBusName }),
  );
  const policy = JSON.parse(text) as { Statement: object[] };
  const refusal = {
    Sid: STATEMENT,
    Effect: 'Deny',
    Principal: '*',
    Action: 'events:PutEvents',
    Resource: Arn,
  };
  const Policy = JSON.stringify({ ...policy, Statement: [...policy.Statement, refusal] });
  await aws.events.send(new PutPermissionCommand({ EventBusName, Policy }));
}

/** Resolves when that many deliveries of an account are on record, all of them delivered. */
async function settled(id: AccountId, count: number): Promise<void> {
  const { api, subscriptionId } = account(id);
  await eventually('all are delivered', async () => {
    const { body } = await api('GET', `/v1/subscriptions/${subscriptionId}/deliveries`);
    const deliveries = body['data'] as { status: string }[];
    return deliveries.length === count && deliveries.every(({ status }) => status === 'delivered');
  });
}

async function tick(): Promise<void> {
  const { FunctionError, Payload } = await aws.lambda.send(
    new InvokeCommand({ FunctionName: 'webhooks-test-reconcile', Payload: '{"source":"aws.events"}' }),
  );
  assert.equal(FunctionError, undefined, Payload?.transformToString());
}

async function rulesOn(EventBusName: string): Promise<readonly string[]> {
  const NamePrefix = 'webhooks-test-sub_';
  const { Rules = [] } = await aws.events.send(new ListRulesCommand({ EventBusName, NamePrefix }));
  return Rules.map(({ Name = '' }) => Name).toSorted();
}

function dataOf({ body }: Received): Record<string, unknown> {
  return (JSON.parse(body) as { data: Record<string, unknown> }).data;
}

function idOf({ headers }: Received): string {
  return String(headers['webhook-id']);
}

function isOperational({ body }: Received): boolean {
  return body.includes('"event":"subscription.');
}
