import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  GetQueueAttributesCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { eventually } from '../e2e/support/eventually.ts';
import { ACCOUNT, startWorld, type World } from './runbook-world.ts';
import { setEnvironment } from './set-environment.ts';

let world: World;

before(async () => {
  world = await startWorld({
    // Each tick looks at everything, where one in production looks at a page.
    edit: (template) =>
      setEnvironment(template, 'webhooks-test-reconcile', {
        SWEEP_INTERVAL_SECONDS: '0',
        JOB_STALLED_SECONDS: '0',
      }),
  });
});
after(() => world.stop());

test('ingest-dead-letters: an event that its queue refused arrives once the subscription is made true', async () => {
  const { receiver, run, depth } = world;
  const subscription = await world.subscribe({ events: ['call.started'] });
  const seen = receiver.received.length;
  await world.refuseAll(subscription);
  await world.emit('call.started');
  await eventually('the event is in the ingest queue', async () => (await depth('ingest-dlq')) === 1);
  assert.match(await run('ingest-dead-letters', 'Look'), new RegExp(subscription));
  await eventually('the event has arrived', async () => {
    await run('ingest-dead-letters', 'Mend', subscription);
    return receiver.received.length > seen;
  });
  await eventually('nothing is left', async () => (await depth('ingest-dlq')) === 0);
  assert.match(await run('ingest-dead-letters', 'Afterwards'), /ApproximateNumberOfMessages": "0"/);
});

test('ingest-dead-letters: an event whose account is missing or no text stays until the operator removes it', async () => {
  const { run, depth } = world;
  const accounts = [undefined, null, '', 42, -1.5, true, false, {}, []];
  for (const account_id of accounts) await world.emit('call.started', { account_id, data: { n: 1 } });
  await eventually(
    'the events are in the ingest queue',
    async () => (await depth('ingest-dlq')) === accounts.length,
  );
  await run('no-tick', 'Mend');
  assert.equal(await depth('ingest-dlq'), accounts.length);
  await run('ingest-dead-letters', 'Mend events without an account');
  await eventually('nothing is left', async () => (await depth('ingest-dlq')) === 0);
});

test('pipeline-dead-letters: a message that was given up unjudged arrives once it is moved back', async () => {
  const { api, receiver, run, depth } = world;
  const subscription = await world.subscribe({ events: ['call.failed'] });
  const seen = receiver.received.length;
  await giveUp(subscription, 'aaaa-1');
  await run('no-tick', 'Mend');
  assert.equal(await world.measured('pipeline-dead-letters'), 1);
  const path = `/v1/subscriptions/${subscription}/deliveries/msg_aaaa1`;
  assert.equal((await api('GET', path)).body['reason'], 'pipeline');
  await run('pipeline-dead-letters', 'Look', subscription);
  await run('pipeline-dead-letters', 'Mend', subscription);
  await receiver.waitFor(seen + 1);
  await eventually('it is delivered', async () => (await api('GET', path)).body['status'] === 'delivered');
  assert.equal(await depth(`${subscription}-dlq`), 0);
  await run('pipeline-dead-letters', 'Afterwards', subscription);
});

test('sweep-failed: a subscription whose queue nobody may look at is checked again once it is made true', async () => {
  const { run } = world;
  const subscription = await world.subscribe({ events: ['call.failed'] });
  const Statement = [{ Effect: 'Deny', Principal: '*', Action: 'sqs:GetQueueAttributes', Resource: '*' }];
  const Attributes = { Policy: JSON.stringify({ Version: '2012-10-17', Statement }) };
  const QueueUrl = world.queueUrl(subscription);
  await world.aws.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
  await run('no-tick', 'Mend');
  assert.equal(await world.measured('sweep-failed'), 1);
  assert.match(world.stack.traces.lines.join('\n'), new RegExp(`sweep_step_failed.*${subscription}`));
  assert.match(await run('sweep-failed', 'Look', subscription), new RegExp(`${subscription}-dlq\n$`));
  assert.match(await run('sweep-failed', 'Mend', subscription), /"made true"/);
  const before = world.measurements('SweepFailed').length;
  assert.match(await run('sweep-failed', 'Afterwards'), /"failed":0/);
  assert.equal(world.measurements('SweepFailed').length, before);
  const mended = await world.aws.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['Policy'] }),
  );
  assert.match(mended.Attributes?.['Policy'] ?? '', /events\.amazonaws\.com/);
});

test('sweep-failed: a part of the sweep that fails as a whole counts too', async () => {
  const before = world.measurements('SweepFailed').length;
  world.outage('ListQueues', 'reconcile');
  assert.match(await world.run('sweep-failed', 'Afterwards'), /"failed":0/);
  world.outage(undefined);
  assert.deepEqual(world.measurements('SweepFailed').slice(before), [1]);
});

test('jobs-not-done: a redrive whose queue refuses it ends once the subscription is made true', async () => {
  const { api, receiver, run, stack } = world;
  const subscription = await world.subscribe({ events: ['agent.response'] });
  const seen = receiver.received.length;
  await giveUp(subscription, 'bbbb-1');
  await world.refuseAll(subscription);
  const { status, body } = await api('POST', `/v1/subscriptions/${subscription}/redrive`);
  assert.equal(status, 202, JSON.stringify(body));
  await eventually('a tick finds it stalled', async () => {
    await run('no-tick', 'Mend');
    return world.measurements('JobsStalled').length > 0;
  });
  const variables = { API: stack.apiUrl, ADMIN_KEY: stack.adminKey, JOB: String(body['id']) };
  assert.match(
    await run('jobs-not-done', 'Look', subscription, variables),
    /"status":"waiting".*"started_at":"/,
  );
  await eventually('it is completed', async () => {
    await run('jobs-not-done', 'Mend', subscription, variables);
    return /"status":"completed"/.test(await run('jobs-not-done', 'Afterwards', subscription, variables));
  });
  await receiver.waitFor(seen + 1);
});

/** What SQS's redrive policy does after a thousand receives: the message goes over, without our attributes. */
async function giveUp(subscription: string, id: string): Promise<void> {
  const envelope = { version: '0', id, 'detail-type': 'call.failed', source: 'freyavoice.calls' };
  const detail = { account_id: ACCOUNT, data: { n: 1 } };
  const MessageBody = JSON.stringify({ ...envelope, time: '2026-01-15T10:30:00Z', detail });
  const QueueUrl = world.queueUrl(`${subscription}-dlq`);
  await world.aws.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
}
