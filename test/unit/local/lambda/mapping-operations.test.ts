import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from './lambda-fixture.ts';
import { mappingFixture } from './mapping-fixture.ts';

// Rules of AWS that are held here:
// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
// https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
// https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
// https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html

const CODE = '';

test('a mapping goes through its states, and rejects changes while it is in transition', async (t) => {
  const { consumer, queue, call, stateOf, lambda } = mappingFixture(t, { transitionMs: 100 });
  const FunctionName = await consumer('states', CODE);
  const { arn } = await queue('states');
  lambda.start();
  const created = await call('CreateEventSourceMapping', { FunctionName, EventSourceArn: arn, BatchSize: 5 });
  const { UUID, LastModified, ...rest } = created;
  assert.equal(typeof LastModified, 'number');
  assert.deepEqual(rest, {
    BatchSize: 5,
    MaximumBatchingWindowInSeconds: 0,
    EventSourceArn: arn,
    FunctionArn: FunctionName,
    State: 'Creating',
    StateTransitionReason: 'USER_INITIATED',
    FunctionResponseTypes: [],
    EventSourceMappingArn: `arn:aws:lambda:eu-central-1:000000000000:event-source-mapping:${String(UUID)}`,
  });
  const touch = (name: string, input = {}) => call(name, { UUID, ...input });
  const settled = (state: string) => until(async () => (await stateOf(UUID)) === state, `it is ${state}`);
  for (const name of ['UpdateEventSourceMapping', 'DeleteEventSourceMapping'])
    await assert.rejects(touch(name), { code: 'ResourceInUseException', status: 400 });
  await settled('Enabled');
  assert.equal((await touch('UpdateEventSourceMapping', { BatchSize: 7 }))['State'], 'Updating');
  await settled('Enabled');
  assert.equal((await touch('UpdateEventSourceMapping', { Enabled: false }))['State'], 'Disabling');
  await settled('Disabled');
  assert.equal((await touch('UpdateEventSourceMapping', { Enabled: true }))['State'], 'Enabling');
  await settled('Enabled');
  assert.equal((await touch('GetEventSourceMapping'))['BatchSize'], 7);
  assert.equal((await touch('DeleteEventSourceMapping'))['State'], 'Deleting');
  await until(
    async () =>
      touch('GetEventSourceMapping').then(
        () => false,
        () => true,
      ),
    'it is gone',
  );
  for (const name of ['Get', 'Update', 'Delete'])
    await assert.rejects(touch(`${name}EventSourceMapping`), {
      code: 'ResourceNotFoundException',
      status: 404,
    });
});

test('an update leaves alone what it does not name, and can take the maximum concurrency away', async (t) => {
  const { consumer, queue, call, map, stateOf } = mappingFixture(t);
  const FunctionName = await consumer('keeps', CODE);
  const { arn } = await queue('keeps');
  const UUID = await map({
    FunctionName,
    EventSourceArn: arn,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ScalingConfig: { MaximumConcurrency: 20 },
  });
  const updated = await call('UpdateEventSourceMapping', { UUID, BatchSize: 3 });
  assert.deepEqual(updated['ScalingConfig'], { MaximumConcurrency: 20 });
  assert.deepEqual(updated['FunctionResponseTypes'], ['ReportBatchItemFailures']);
  await until(async () => (await stateOf(UUID)) === 'Enabled', 'it is enabled');
  const freed = await call('UpdateEventSourceMapping', { UUID, ScalingConfig: {} });
  assert.equal(freed['ScalingConfig'], undefined);
  assert.equal(freed['BatchSize'], 3);
});

test('rejects what Lambda would', async (t) => {
  const { consumer, queue, call } = mappingFixture(t);
  const FunctionName = await consumer('strict', CODE, { Timeout: 60 });
  const { arn } = await queue('strict', { VisibilityTimeout: '90' });
  const short = await queue('short', { VisibilityTimeout: '30' });
  const refused: [object, string, RegExp][] = [
    [{ FunctionName: 'nobody' }, 'ResourceNotFoundException', /Function not found/],
    [
      { EventSourceArn: short.arn },
      'InvalidParameterValueException',
      /Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds/,
    ],
    [{ EventSourceArn: `${arn}-gone` }, 'InvalidParameterValueException', /SQS Error Code/],
    [
      { EventSourceArn: 'arn:aws:kinesis:eu-central-1:000000000000:stream/x' },
      'InvalidParameterValueException',
      /EventSourceArn/,
    ],
    [
      { BatchSize: 0 },
      'InvalidParameterValueException',
      /BatchSize is 0; it must be a whole number from 1 to 10000/,
    ],
    [{ BatchSize: 11 }, 'InvalidParameterValueException', /BatchSize is 11/],
    [{ MaximumBatchingWindowInSeconds: 301 }, 'InvalidParameterValueException', /from 0 to 300/],
    [
      { ScalingConfig: { MaximumConcurrency: 1 } },
      'InvalidParameterValueException',
      /MaximumConcurrency is 1; .* from 2 to 1000/,
    ],
    [{ FunctionResponseTypes: ['Report'] }, 'InvalidParameterValueException', /FunctionResponseTypes/],
    [{ FilterCriteria: { Filters: [] } }, 'InvalidParameterValueException', /FilterCriteria is not emulated/],
  ];
  for (const [input, code, message] of refused)
    await assert.rejects(call('CreateEventSourceMapping', { FunctionName, EventSourceArn: arn, ...input }), {
      code,
      message,
    });
});

for (const action of ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'])
  test(`rejects a function whose role lacks sqs:${action}`, async (t) => {
    const { consumer, queue, call, denied } = mappingFixture(t);
    const FunctionName = await consumer('lacks', CODE);
    const { arn } = await queue('lacks');
    denied.add(`sqs:${action}`);
    await assert.rejects(call('CreateEventSourceMapping', { FunctionName, EventSourceArn: arn }), {
      code: 'InvalidParameterValueException',
      message: new RegExp(`^The provided execution role does not have permissions to call ${action} on SQS`),
    });
  });

test('rejects a second mapping of one queue to one function, and takes another function', async (t) => {
  const { consumer, queue, call } = mappingFixture(t);
  const { arn } = await queue('shared');
  const first = { FunctionName: await consumer('first', CODE), EventSourceArn: arn };
  const second = { FunctionName: await consumer('second', CODE), EventSourceArn: arn };
  const { UUID } = await call('CreateEventSourceMapping', first);
  await assert.rejects(call('CreateEventSourceMapping', first), {
    code: 'ResourceConflictException',
    status: 409,
    message: new RegExp(String(UUID)),
  });
  await call('CreateEventSourceMapping', second);
});

test('mappings are listed by function and by queue, page by page', async (t) => {
  const { consumer, queue, call } = mappingFixture(t);
  const functions = [await consumer('one', CODE), await consumer('two', CODE)];
  const queues = [await queue('q1'), await queue('q2'), await queue('q3')];
  for (const FunctionName of functions)
    for (const { arn: EventSourceArn } of queues)
      await call('CreateEventSourceMapping', { FunctionName, EventSourceArn });
  const list = async (input: object) =>
    (await call('ListEventSourceMappings', { ...input })) as {
      EventSourceMappings: { UUID: string }[];
      NextMarker?: string;
    };
  assert.equal((await list({})).EventSourceMappings.length, 6);
  assert.equal((await list({ FunctionName: 'one' })).EventSourceMappings.length, 3);
  assert.equal((await list({ EventSourceArn: queues[0]?.arn })).EventSourceMappings.length, 2);
  const seen = new Set<string>();
  let Marker: string | undefined;
  do {
    const answer = await list({ MaxItems: 4, ...(Marker === undefined ? {} : { Marker }) });
    for (const { UUID } of answer.EventSourceMappings) seen.add(UUID);
    Marker = answer.NextMarker;
  } while (Marker !== undefined);
  assert.equal(seen.size, 6);
  await assert.rejects(list({ Marker: 'nonsense' }), { code: 'InvalidParameterValueException' });
});

test("permissions are asked on the mapping, or on * under the function's ARN", async (t) => {
  const { consumer, queue, call, asked, map, stateOf } = mappingFixture(t);
  const FunctionName = await consumer('asks', CODE);
  const { arn: EventSourceArn } = await queue('asks');
  const UUID = await map({ FunctionName: 'asks', EventSourceArn, Tags: { stage: 'test' } });
  await call('ListEventSourceMappings', { FunctionName: 'asks' });
  await call('UpdateEventSourceMapping', { UUID });
  await until(async () => (await stateOf(UUID)) === 'Enabled', 'it is enabled');
  const resource = `arn:aws:lambda:eu-central-1:000000000000:event-source-mapping:${UUID}`;
  assert.deepEqual((await call('ListTags', { Resource: resource }))['Tags'], { stage: 'test' });
  await call('TagResource', { Resource: resource, Tags: { owner: 'us' } });
  await call('UntagResource', { Resource: resource, TagKeys: ['stage'] });
  assert.deepEqual((await call('ListTags', { Resource: resource }))['Tags'], { owner: 'us' });
  await call('DeleteEventSourceMapping', { UUID });
  const conditions = { 'lambda:FunctionArn': FunctionName };
  const lambdaAsked = new Map(asked.map(({ access }) => [access.action, access]));
  assert.deepEqual(lambdaAsked.get('lambda:CreateEventSourceMapping'), {
    action: 'lambda:CreateEventSourceMapping',
    resource: '*',
    conditions,
  });
  assert.deepEqual(lambdaAsked.get('lambda:ListEventSourceMappings'), {
    action: 'lambda:ListEventSourceMappings',
    resource: '*',
    conditions,
  });
  for (const action of [
    'lambda:GetEventSourceMapping',
    'lambda:UpdateEventSourceMapping',
    'lambda:DeleteEventSourceMapping',
  ])
    assert.deepEqual(lambdaAsked.get(action), { action, resource, conditions });
});

test('a mapping of the template is made, changed and removed as one at run time', async (t) => {
  const { consumer, queue, apply, lambda, send, isEmpty, call } = mappingFixture(t);
  const FunctionName = await consumer('declared', CODE);
  const { arn, QueueUrl } = await queue('declared');
  const properties = { FunctionName, EventSourceArn: arn, BatchSize: 5, Tags: [{ Key: 'a', Value: 'b' }] };
  const made = await apply('AWS::Lambda::EventSourceMapping', properties);
  const again = await apply('AWS::Lambda::EventSourceMapping', { FunctionName, EventSourceArn: arn });
  assert.equal(again.physicalId, made.physicalId);
  assert.equal((await call('GetEventSourceMapping', { UUID: made.physicalId }))['BatchSize'], 10);
  lambda.start();
  await send(QueueUrl, 'x');
  await until(() => isEmpty(QueueUrl), 'the message is served');
  const type = lambda.resourceTypes.find((resource) => resource.type === 'AWS::Lambda::EventSourceMapping');
  await type?.remove(made);
  await type?.remove(made);
  await assert.rejects(call('GetEventSourceMapping', { UUID: made.physicalId }), {
    code: 'ResourceNotFoundException',
  });
});
