import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import { DescribeKeyCommand, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import {
  ListEventSourceMappingsCommand,
  ResourceInUseException,
  UpdateEventSourceMappingCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { eventually } from '../e2e/support/eventually.ts';
import { ACCOUNT, startWorld, type World } from './runbook-world.ts';

let world: World;
let status = 204;
/** What an endpoint waits for before it answers. */
let held = Promise.resolve();

before(async () => {
  world = await startWorld({ answer: () => held.then(() => ({ status })) });
});
after(() => world.stop());

test('unusable-events: an event without data is a dead letter with its reason, until it is deleted', async () => {
  const { run, depth } = world;
  const subscription = await world.subscribe({ events: ['call.transferred'] });
  await world.emit('call.transferred', { account_id: ACCOUNT });
  assert.equal(await world.measured('unusable-events'), 1);
  const letters = await eventually('the letter is there', async () => {
    const shown = await run('unusable-events', 'Look', subscription);
    return shown.includes('Messages') && shown;
  });
  assert.match(letters, /"no_data"/);
  const { Messages } = JSON.parse(letters) as { Messages: { ReceiptHandle: string }[] };
  const RECEIPT_HANDLE = Messages[0]?.ReceiptHandle ?? '';
  await run('unusable-events', 'Mend', subscription, { RECEIPT_HANDLE });
  assert.equal(await depth(`${subscription}-dlq`), 0);
  assert.match(await run('unusable-events', 'Afterwards', subscription), /Messages": "0"/);
});

test('late-messages: what waits behind a mapping that was switched off arrives once it is made true', async () => {
  const { aws, receiver, run } = world;
  const subscription = await world.subscribe({ events: ['workflow.completed'] });
  const UUID = await mappingOf(subscription);
  await eventually('the mapping is off', async () => {
    try {
      await aws.lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }));
      return true;
    } catch (error) {
      if (error instanceof ResourceInUseException) return false;
      throw error;
    }
  });
  await eventually('the mapping has stopped', async () => {
    return (await run('late-messages', 'Look', subscription)).includes('"Disabled"');
  });
  const seen = receiver.received.length;
  const emittedAt = Date.now();
  await world.emit('workflow.completed');
  await eventually('the event waits', async () => (await world.depth(subscription)) === 1);
  const mendedAt = Date.now();
  await eventually('the mapping is on', async () => {
    await run('late-messages', 'Mend', subscription);
    return (await run('late-messages', 'Look', subscription)).includes('"Enabled"');
  });
  await receiver.waitFor(seen + 1);
  await eventually('its age was measured', async () =>
    world.measurements('OldestUntriedMs').some((age) => age >= mendedAt - emittedAt),
  );
  await run('late-messages', 'Afterwards', subscription);
});

test('deliver-errors: batches of a function whose time somebody has cut arrive once that is undone', async () => {
  const { aws, receiver, run, stack } = world;
  const subscription = await world.subscribe({ events: ['agent.response'] });
  const seen = receiver.received.length;
  const { promise, resolve: release } = Promise.withResolvers<void>();
  held = promise;
  const FunctionName = 'webhooks-test-deliver';
  await aws.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Timeout: 1 }));
  await world.emit('agent.response');
  await stack.traces.waitFor(/webhooks-test-deliver: .*Task timed out after 1\.00 seconds/);
  assert.match(await run('deliver-errors', 'Look'), /^1\nEnabled\nACTIVE\n$/);
  assert.match(await run('deliver-errors', 'Mend'), /DeliverFunction/);
  assert.match(await run('deliver-errors', 'Look'), /^5\n/);
  release();
  await receiver.waitFor(seen + 1);
  await eventually('nothing waits', async () => (await world.depth(subscription)) === 0);
  assert.match(await run('deliver-errors', 'Afterwards', subscription), /Messages": "0"/);
});

test('deliver-errors: nothing is sent while the key is to be deleted, and all of it once it is enabled', async () => {
  const { aws, receiver, run, stack } = world;
  const subscription = await world.subscribe({ events: ['campaign.completed'] });
  const seen = receiver.received.length;
  await aws.kms.send(new ScheduleKeyDeletionCommand({ KeyId: await accountKey(), PendingWindowInDays: 7 }));
  await world.renew('deliver');
  await world.emit('campaign.completed');
  await stack.traces.waitFor(/webhooks-test-deliver: .*Invoke Error.*is pending deletion/);
  assert.match(await run('deliver-errors', 'Look'), /\nPendingDeletion\n/);
  assert.equal(receiver.received.length, seen);
  await run('deliver-errors', 'Mend a key that was disabled');
  assert.match(await run('deliver-errors', 'Look'), /\nEnabled\n/);
  await receiver.waitFor(seen + 1);
  await eventually('nothing waits', async () => (await world.depth(subscription)) === 0);
});

test('records-failed: a message whose dead-letter queue refused it is given up once that is made true', async () => {
  const { run, depth } = world;
  const retry_policy = { schedule_seconds: [1] };
  const subscription = await world.subscribe({ events: ['agent.error'], retry_policy });
  await world.refuseAll(`${subscription}-dlq`);
  status = 500;
  await world.emit('agent.error');
  assert.equal(await world.measured('records-failed'), 1);
  await run('records-failed', 'Look', subscription);
  await run('records-failed', 'Mend', subscription);
  await eventually('the letter is there', async () => (await depth(`${subscription}-dlq`)) === 1);
  await eventually('nothing waits', async () => (await depth(subscription)) === 0);
  await run('records-failed', 'Afterwards', subscription);
  status = 204;
});

test('log-not-written: messages arrive once although the table may not take them, and are in the list once it may', async () => {
  const { api, aws, receiver, run } = world;
  const subscription = await world.subscribe({ events: ['campaign.started'] });
  const seen = receiver.received.length;
  const TableName = 'webhooks-test-deliveries';
  const OnDemandThroughput = { MaxWriteRequestUnits: 1 };
  await aws.dynamodb.send(new UpdateTableCommand({ TableName, OnDemandThroughput }));
  let emitted = 0;
  await eventually('one is not written', async () => {
    await world.emit('campaign.started');
    emitted++;
    return world.measurements('LogNotWritten').length > 0;
  });
  assert.match(await run('log-not-written', 'Look'), /^ACTIVE\n1\n$/);
  await run('log-not-written', 'Mend');
  assert.equal(await run('log-not-written', 'Afterwards'), 'None\n');
  const written = await world.emit('campaign.started');
  await eventually('the next is in the list', async () => {
    const { body } = await api('GET', `/v1/subscriptions/${subscription}/deliveries`);
    return (body['data'] as { message_id: string }[]).some(({ message_id }) => message_id === written);
  });
  assert.equal(receiver.received.length, seen + emitted + 1);
});

async function accountKey(): Promise<string> {
  const { KeyMetadata } = await world.aws.kms.send(new DescribeKeyCommand({ KeyId: 'alias/webhooks-test' }));
  return KeyMetadata?.Arn ?? assert.fail('the key is there');
}

async function mappingOf(subscription: string): Promise<string> {
  const { EventSourceMappings = [] } = await world.aws.lambda.send(
    new ListEventSourceMappingsCommand({ FunctionName: 'webhooks-test-deliver' }),
  );
  const found = EventSourceMappings.find(({ EventSourceArn }) => EventSourceArn?.endsWith(subscription));
  return found?.UUID ?? assert.fail(`${subscription} has no mapping`);
}
