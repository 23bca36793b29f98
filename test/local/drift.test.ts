import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import {
  DeleteRuleCommand,
  DescribeRuleCommand,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  DeleteEventSourceMappingCommand,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import {
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ListQueuesCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { marshall } from '@aws-sdk/util-dynamodb';
import { eventually } from '../e2e/support/eventually.ts';
import { ACCOUNT, type HealWorld, PREFIX, startHealWorld } from './heal-world.ts';

let world: HealWorld;
let id: string;
let name: string;

before(async () => {
  world = await startHealWorld();
  id = await world.subscribe({ events: ['call.ended'] });
  name = `${PREFIX}-${id}`;
});
after(() => world.stop());

test('a sweep that finds nothing wrong writes nothing to AWS', async () => {
  const changedAt = (await mappingOf())?.LastModified;
  await world.tick();
  assert.deepEqual((await mappingOf())?.LastModified, changedAt);
  assert.deepEqual(driftLines(), []);
});

test('a queue whose visibility no longer covers the function, and without its policy, gets both back', async () => {
  const QueueUrl = await world.queueUrl(name);
  const read = async () =>
    (
      await world.aws.sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl,
          AttributeNames: ['VisibilityTimeout', 'Policy', 'RedrivePolicy', 'MessageRetentionPeriod'],
        }),
      )
    ).Attributes;
  const wanted = await read();
  await world.aws.sqs.send(
    new SetQueueAttributesCommand({
      QueueUrl,
      Attributes: { VisibilityTimeout: '3', Policy: '', MessageRetentionPeriod: '60' },
    }),
  );
  await world.tick();
  assert.deepEqual(await read(), wanted);
  assert.match(driftLines().at(-1) ?? '', /queue/);
});

test('a rule with another pattern and without its target gets both back', async () => {
  const { events } = world.aws;
  const rule = { Name: name, EventBusName: PREFIX };
  const { EventPattern } = await events.send(new DescribeRuleCommand(rule));
  await events.send(
    new PutRuleCommand({ ...rule, EventPattern: '{"source":["nobody"]}', State: 'DISABLED' }),
  );
  await events.send(new RemoveTargetsCommand({ Rule: name, EventBusName: PREFIX, Ids: ['queue'] }));
  await world.tick();
  const mended = await events.send(new DescribeRuleCommand(rule));
  assert.equal(mended.EventPattern, EventPattern);
  assert.equal(mended.State, 'ENABLED');
  const { Targets = [] } = await events.send(
    new ListTargetsByRuleCommand({ Rule: name, EventBusName: PREFIX }),
  );
  assert.equal(Targets.length, 1);
});

test('a mapping that acknowledges whole batches, or takes other batches, gets its settings back', async () => {
  const wanted = await mappingOf();
  await eventually('the mapping can be changed', async () => (await mappingOf())?.State === 'Enabled');
  await world.aws.lambda.send(
    new UpdateEventSourceMappingCommand({ UUID: wanted?.UUID, FunctionResponseTypes: [], BatchSize: 1 }),
  );
  await eventually('the mapping has its settings back', async () => {
    await world.tick();
    const { FunctionResponseTypes = [], BatchSize, State } = (await mappingOf()) ?? {};
    return State === 'Enabled' && FunctionResponseTypes.length === 1 && BatchSize === wanted?.BatchSize;
  });
});

test('what was deleted behind its back is made again, and messages arrive', async () => {
  const { events, lambda } = world.aws;
  await events.send(new RemoveTargetsCommand({ Rule: name, EventBusName: PREFIX, Ids: ['queue'] }));
  await events.send(new DeleteRuleCommand({ Name: name, EventBusName: PREFIX }));
  await lambda.send(new DeleteEventSourceMappingCommand({ UUID: (await mappingOf())?.UUID }));
  await eventually('the mapping is gone', async () => (await mappingOf()) === undefined);
  await eventually('the mapping is back', async () => {
    await world.tick();
    return (await mappingOf())?.State === 'Enabled';
  });
  await world.emit('call.ended', { mended: true });
  const [request] = await world.receiver.waitFor(1);
  assert.match(request?.body ?? '', /mended/);
});

test('what belongs to no row is removed, and the others are left alone', async () => {
  const orphan = await world.subscribe({ events: ['call.failed'] });
  await world.aws.dynamodb.send(
    new DeleteItemCommand({
      TableName: `${PREFIX}-subscriptions`,
      Key: marshall({ pk: `ACCOUNT#${ACCOUNT}`, sk: orphan }),
    }),
  );
  await world.tick();
  const { QueueUrls = [] } = await world.aws.sqs.send(
    new ListQueuesCommand({ QueueNamePrefix: `${PREFIX}-sub_` }),
  );
  assert.deepEqual(
    QueueUrls.filter((url) => url.includes(orphan)),
    [],
  );
  assert.equal(QueueUrls.filter((url) => url.includes(id)).length, 2);
  await assert.rejects(
    world.aws.events.send(new DescribeRuleCommand({ Name: `${PREFIX}-${orphan}`, EventBusName: PREFIX })),
    { name: 'ResourceNotFoundException' },
  );
  await eventually('its mapping is gone', async () => (await mappingOf(`${PREFIX}-${orphan}`)) === undefined);
  assert.ok(await mappingOf());
});

test('a queue that was deleted is missed, and its name is tried again until SQS gives it free', async () => {
  const other = await world.subscribe({ events: ['call.started'] });
  await world.aws.sqs.send(
    new DeleteQueueCommand({ QueueUrl: await world.queueUrl(`${PREFIX}-${other}-dlq`) }),
  );
  await world.tick();
  assert.match(driftLines().at(-1) ?? '', /dead-letter queue/);
  const refused = () =>
    world.stack.traces.lines.filter((line) => /wait 60 seconds|DeletedRecently/.test(line));
  const once = refused().length;
  assert.ok(once > 0);
  await world.tick();
  assert.ok(refused().length > once, 'the row is not dirty');
});

test('a table that has lost all its rows removes nothing', async () => {
  const { body } = await world.api('GET', '/v1/subscriptions');
  for (const { id: sk } of body['data'] as { id: string }[])
    await world.aws.dynamodb.send(
      new DeleteItemCommand({
        TableName: `${PREFIX}-subscriptions`,
        Key: marshall({ pk: `ACCOUNT#${ACCOUNT}`, sk }),
      }),
    );
  await world.tick();
  await world.queueUrl(name);
  assert.ok(world.stack.traces.lines.some((line) => /nothing is removed/.test(line)));
});

async function mappingOf(queueName = name) {
  const { EventSourceMappings = [] } = await world.aws.lambda.send(
    new ListEventSourceMappingsCommand({ FunctionName: `${PREFIX}-deliver` }),
  );
  return EventSourceMappings.find(({ EventSourceArn }) => EventSourceArn?.endsWith(queueName));
}

function driftLines(): readonly string[] {
  return world.stack.traces.lines.filter((line) => line.includes('"drift"'));
}
