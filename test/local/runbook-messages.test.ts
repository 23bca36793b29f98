import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  ListEventSourceMappingsCommand,
  ResourceInUseException,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { eventually } from '../e2e/support/eventually.ts';
import { ACCOUNT, startWorld, type World } from './runbook-world.ts';

let world: World;
let status = 204;

before(async () => {
  world = await startWorld({ answer: () => ({ status }) });
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

test('deliver-errors: messages of batches that failed arrive by themselves when the fault is over', async () => {
  const { receiver, run, stack } = world;
  const subscription = await world.subscribe({ events: ['agent.response'] });
  const seen = receiver.received.length;
  world.outage('BatchGetItem');
  await world.emit('agent.response');
  await stack.traces.waitFor(/webhooks-test-deliver: .*Invoke Error.*The service is down/);
  assert.match(await run('deliver-errors', 'Look'), /^Active\nACTIVE\n$/);
  assert.equal(receiver.received.length, seen);
  world.outage(undefined);
  await receiver.waitFor(seen + 1);
  await eventually('nothing waits', async () => (await world.depth(subscription)) === 0);
  await run('deliver-errors', 'Afterwards', subscription);
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

test('log-not-written: a message arrives once although it cannot be written down, and the next is in the list', async () => {
  const { api, receiver, run } = world;
  const subscription = await world.subscribe({ events: ['campaign.started'] });
  const seen = receiver.received.length;
  world.outage('BatchWriteItem');
  await world.emit('campaign.started');
  await receiver.waitFor(seen + 1);
  assert.equal(await world.measured('log-not-written'), 1);
  assert.equal(await run('log-not-written', 'Look'), 'ACTIVE\n');
  world.outage(undefined);
  const written = await world.emit('campaign.started');
  const listed = await eventually('the next is in the list', async () => {
    const { body } = await api('GET', `/v1/subscriptions/${subscription}/deliveries`);
    const data = body['data'] as { message_id: string }[];
    return data.length > 0 && data;
  });
  assert.deepEqual(
    listed.map(({ message_id }) => message_id),
    [written],
  );
  assert.equal(receiver.received.length, seen + 2);
});

async function mappingOf(subscription: string): Promise<string> {
  const { EventSourceMappings = [] } = await world.aws.lambda.send(
    new ListEventSourceMappingsCommand({ FunctionName: 'webhooks-test-deliver' }),
  );
  const found = EventSourceMappings.find(({ EventSourceArn }) => EventSourceArn?.endsWith(subscription));
  return found?.UUID ?? assert.fail(`${subscription} has no mapping`);
}
