import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import { ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { AwsError } from '../../local/endpoint/aws-error.ts';
import { eventually } from '../e2e/support/eventually.ts';
import { type Receiver, startReceiver } from '../e2e/support/receiver.ts';
import { type HealWorld, PREFIX, startHealWorld } from './heal-world.ts';

const SUBSCRIPTIONS = 12;

type Subscriptions = readonly { readonly id: string; readonly [field: string]: unknown }[];

let dataDirectory: string;
let receiver: Receiver;
let subscribed: Subscriptions;

before(async () => {
  receiver = await startReceiver();
  dataDirectory = mkdtempSync(join(tmpdir(), 'webhooks-restore-'));
  const world = await startHealWorld({ dataDirectory });
  for (let n = 0; n < SUBSCRIPTIONS; n++)
    await world.subscribe({ url: receiver.url, events: ['call.ended'], filter: { n: [n] } });
  subscribed = await subscriptionsOf(world);
  await world.stop();
  deleteAllButTables(dataDirectory);
});
after(async () => {
  await receiver.stop();
  rmSync(dataDirectory, { recursive: true });
});

test('with nothing left but the tables, reconcile makes everything again, under throttling and failures', async () => {
  let calls = 0;
  const world = await startHealWorld({
    dataDirectory,
    fault: (service, operation) =>
      ['sqs', 'events', 'lambda'].includes(service) &&
      /^(Create|Put|List|Get|Describe)/.test(operation) &&
      operation !== 'PutEvents' &&
      ++calls % 7 === 0
        ? calls % 2 === 0
          ? new AwsError('ThrottlingException', 'Rate exceeded', 429)
          : new AwsError('InternalFailure', 'Something went wrong', 500)
        : undefined,
  });
  try {
    assert.equal((await queueNames(world)).length, 0);
    await eventually(
      'every subscription has its mapping, which is made last',
      async () => {
        await world.tick();
        return (await mappingCount(world)) === SUBSCRIPTIONS;
      },
      60_000,
    );
    assert.equal((await queueNames(world)).length, SUBSCRIPTIONS * 2);
    for (let n = 0; n < SUBSCRIPTIONS; n++) await world.emit('call.ended', { n });
    await receiver.waitFor(SUBSCRIPTIONS);
    const bodies = new Set(receiver.received.map(({ body }) => body));
    assert.equal(bodies.size, SUBSCRIPTIONS);
    assert.deepEqual(await subscriptionsOf(world), subscribed);
  } finally {
    await world.stop();
  }
});

/** What is left when a stack is made again around restored tables: no queue, rule or mapping, and no name is locked. */
function deleteAllButTables(directory: string): void {
  const database = new DatabaseSync(join(directory, 'aws.sqlite'));
  const names = `LIKE '${PREFIX}-sub\\_%' ESCAPE '\\'`;
  database.exec(`
    DELETE FROM sqs_messages;
    DELETE FROM sqs_queues WHERE name ${names};
    DELETE FROM evb_rules WHERE name ${names};
    DELETE FROM lambda_mappings;
  `);
  database.close();
}

async function queueNames({ aws }: HealWorld): Promise<readonly string[]> {
  const { QueueUrls = [] } = await aws.sqs.send(new ListQueuesCommand({ QueueNamePrefix: `${PREFIX}-sub_` }));
  return QueueUrls;
}

async function mappingCount({ aws }: HealWorld): Promise<number> {
  const { EventSourceMappings = [] } = await aws.lambda.send(new ListEventSourceMappingsCommand({}));
  return EventSourceMappings.length;
}

async function subscriptionsOf({ api }: HealWorld) {
  const { body } = await api('GET', '/v1/subscriptions?limit=100');
  return body['data'] as Subscriptions;
}
