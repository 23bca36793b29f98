import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import {
  AddPermissionCommand,
  CreateEventSourceMappingCommand,
  DeleteEventSourceMappingCommand,
  DeleteFunctionCommand,
  DeleteFunctionConcurrencyCommand,
  GetAccountSettingsCommand,
  GetEventSourceMappingCommand,
  GetFunctionCommand,
  GetFunctionConcurrencyCommand,
  GetPolicyCommand,
  InvokeCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  ListTagsCommand,
  paginateListFunctions,
  PutFunctionConcurrencyCommand,
  RemovePermissionCommand,
  ResourceInUseException,
  ResourceNotFoundException,
  TagResourceCommand,
  TooManyRequestsException,
  UntagResourceCommand,
  UpdateEventSourceMappingCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { createEndpoint } from '../../../../../local/endpoint/create-endpoint.ts';
import { ADMINISTRATOR, until } from '../lambda-fixture.ts';
import { mappingFixture } from '../mapping-fixture.ts';

/** A Lambda behind the endpoint, and the JavaScript SDK's client for it. */
async function sdkFixture(test: TestContext) {
  const fixture = mappingFixture(test, { transitionMs: 50 });
  const { lambda, context } = fixture;
  const endpoint = createEndpoint({
    context,
    callerOf: () => ADMINISTRATOR,
    services: { lambda: { protocol: 'rest-json', routes: lambda.routes, operations: lambda.operations } },
  });
  const client = new LambdaClient({
    endpoint: await endpoint.listen(0),
    region: context.region,
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    maxAttempts: 1,
  });
  test.after(async () => {
    client.destroy();
    await endpoint.close();
  });
  return { ...fixture, client };
}

test('the SDK invokes, waits, does not wait, tries, and reads errors and logs', async (t) => {
  const { deploy, client, lambda } = await sdkFixture(t);
  const arn = await deploy(
    'sdk',
    `export const handler = async (event, { clientContext }) => {
       if (event.bad) throw new Error('bad'); console.log('seen ' + event.n); return { n: event.n, custom: clientContext?.custom }; }`,
  );
  const ClientContext = Buffer.from('{"custom":{"a":1}}').toString('base64');
  const good = await client.send(
    new InvokeCommand({ FunctionName: arn, Payload: '{"n":1}', LogType: 'Tail', ClientContext }),
  );
  assert.equal(good.StatusCode, 200);
  assert.equal(good.ExecutedVersion, '$LATEST');
  assert.equal(good.FunctionError, undefined);
  assert.equal(good.Payload?.transformToString(), '{"n":1,"custom":{"a":1}}');
  assert.match(Buffer.from(good.LogResult ?? '', 'base64').toString(), /seen 1/);
  const bad = await client.send(new InvokeCommand({ FunctionName: 'sdk', Payload: '{"bad":true}' }));
  assert.equal(bad.FunctionError, 'Unhandled');
  assert.equal(
    (JSON.parse(bad.Payload?.transformToString() ?? '') as { errorMessage: string }).errorMessage,
    'bad',
  );
  const dry = await client.send(new InvokeCommand({ FunctionName: 'sdk', InvocationType: 'DryRun' }));
  assert.equal(dry.StatusCode, 204);
  lambda.start();
  const event = await client.send(
    new InvokeCommand({ FunctionName: 'sdk', InvocationType: 'Event', Payload: '{"n":2}' }),
  );
  assert.equal(event.StatusCode, 202);
  await assert.rejects(
    client.send(new InvokeCommand({ FunctionName: 'sdk', InvocationType: 'Event', Payload: '{' })),
    { name: 'InvalidRequestContentException' },
  );
});

test("the SDK knows Lambda's errors by class", async (t) => {
  const { deploy, client, consumer, queue } = await sdkFixture(t);
  await deploy('none', 'export const handler = async () => 1', { ReservedConcurrentExecutions: 0 });
  await assert.rejects(client.send(new InvokeCommand({ FunctionName: 'none' })), (error) => {
    assert.ok(error instanceof TooManyRequestsException);
    assert.equal(error.Reason, 'ReservedFunctionConcurrentInvocationLimitExceeded');
    return true;
  });
  await assert.rejects(client.send(new InvokeCommand({ FunctionName: 'nobody' })), ResourceNotFoundException);
  const { arn: EventSourceArn } = await queue('busy');
  const FunctionName = await consumer('busy', '');
  const { UUID } = await client.send(new CreateEventSourceMappingCommand({ FunctionName, EventSourceArn }));
  await assert.rejects(client.send(new DeleteEventSourceMappingCommand({ UUID })), ResourceInUseException);
});

test('the SDK manages event source mappings', async (t) => {
  const { client, consumer, queue, lambda } = await sdkFixture(t);
  const { arn: EventSourceArn } = await queue('managed');
  const FunctionName = await consumer('managed', '');
  lambda.start();
  const created = await client.send(
    new CreateEventSourceMappingCommand({
      FunctionName,
      EventSourceArn,
      ScalingConfig: { MaximumConcurrency: 4 },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      Tags: { stage: 'test' },
    }),
  );
  assert.equal(created.$metadata.httpStatusCode, 202);
  assert.equal(created.State, 'Creating');
  assert.ok(Math.abs((created.LastModified?.getTime() ?? 0) - Date.now()) < 5000);
  const { UUID } = created;
  const state = async () => (await client.send(new GetEventSourceMappingCommand({ UUID }))).State;
  await until(async () => (await state()) === 'Enabled', 'it is enabled');
  const updated = await client.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }));
  assert.equal(updated.State, 'Disabling');
  await until(async () => (await state()) === 'Disabled', 'it is disabled');
  const { EventSourceMappings } = await client.send(
    new ListEventSourceMappingsCommand({ FunctionName, MaxItems: 1 }),
  );
  assert.equal(EventSourceMappings?.[0]?.UUID, UUID);
  assert.equal((await client.send(new DeleteEventSourceMappingCommand({ UUID }))).State, 'Deleting');
});

test('a function whose concurrency is reserved to 0 runs again when the reservation is deleted', async (t) => {
  const { client, deploy } = await sdkFixture(t);
  const FunctionName = 'stopped';
  await deploy(FunctionName, 'export const handler = async () => 1');
  const put = (ReservedConcurrentExecutions: number) =>
    client.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }));
  assert.equal((await put(0)).ReservedConcurrentExecutions, 0);
  await assert.rejects(client.send(new InvokeCommand({ FunctionName })), TooManyRequestsException);
  await assert.rejects(put(901), {
    name: 'InvalidParameterValueException',
    message: /UnreservedConcurrentExecution below its minimum value of \[100\]/,
  });
  const deleted = await client.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
  assert.equal(deleted.$metadata.httpStatusCode, 204);
  assert.equal((await client.send(new InvokeCommand({ FunctionName }))).StatusCode, 200);
});

test('the SDK reads functions, permissions, tags and the account', async (t) => {
  const { client, deploy } = await sdkFixture(t);
  const arn = await deploy('read', 'export const handler = async () => 1', {
    ReservedConcurrentExecutions: 7,
    Environment: { Variables: { NAME: 'value' } },
    Tags: [{ Key: 'stage', Value: 'test' }],
  });
  for (let index = 0; index < 60; index++)
    await deploy(`more-${index}`, 'export const handler = async () => 1');
  const found = await client.send(new GetFunctionCommand({ FunctionName: arn }));
  assert.deepEqual(found.Configuration?.Environment?.Variables, { NAME: 'value' });
  assert.equal(found.Concurrency?.ReservedConcurrentExecutions, 7);
  const { ReservedConcurrentExecutions } = await client.send(
    new GetFunctionConcurrencyCommand({ FunctionName: 'read' }),
  );
  assert.equal(ReservedConcurrentExecutions, 7);
  const names: unknown[] = [];
  for await (const { Functions } of paginateListFunctions({ client }, {}))
    names.push(...(Functions ?? []).map(({ FunctionName }) => FunctionName));
  assert.equal(new Set(names).size, 61);
  const settings = await client.send(new GetAccountSettingsCommand({}));
  assert.equal(settings.AccountLimit?.UnreservedConcurrentExecutions, 993);

  const permission = {
    FunctionName: 'read',
    StatementId: 'events',
    Action: 'lambda:InvokeFunction',
    Principal: 'events.amazonaws.com',
    SourceAccount: '000000000000',
  };
  const added = await client.send(new AddPermissionCommand(permission));
  assert.equal(added.$metadata.httpStatusCode, 201);
  await assert.rejects(client.send(new AddPermissionCommand(permission)), {
    name: 'ResourceConflictException',
  });
  const { Policy } = await client.send(new GetPolicyCommand({ FunctionName: 'read' }));
  assert.deepEqual(JSON.parse(Policy ?? ''), {
    Version: '2012-10-17',
    Id: 'default',
    Statement: [
      {
        Sid: 'events',
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'lambda:InvokeFunction',
        Resource: arn,
        Condition: { StringEquals: { 'aws:SourceAccount': '000000000000' } },
      },
    ],
  });
  await client.send(new RemovePermissionCommand({ FunctionName: 'read', StatementId: 'events' }));
  await assert.rejects(
    client.send(new GetPolicyCommand({ FunctionName: 'read' })),
    ResourceNotFoundException,
  );

  await client.send(new TagResourceCommand({ Resource: arn, Tags: { owner: 'us' } }));
  await client.send(new UntagResourceCommand({ Resource: arn, TagKeys: ['stage'] }));
  assert.deepEqual((await client.send(new ListTagsCommand({ Resource: arn }))).Tags, { owner: 'us' });
  await assert.rejects(client.send(new DeleteFunctionCommand({ FunctionName: 'read' })), {
    name: 'InvalidParameterValueException',
    message: /DeleteFunction is not emulated/,
  });
});

test('a function that is changed by hand runs by what was named, and keeps the rest', async (t) => {
  const { deploy, client } = await sdkFixture(t);
  await deploy('changed', 'export const handler = async () => ({ ...process.env });', {
    Timeout: 7,
    Environment: { Variables: { FIRST: '1', SECOND: '2' } },
  });
  const seen = async () => {
    const { Payload } = await client.send(new InvokeCommand({ FunctionName: 'changed' }));
    const { FIRST, SECOND, THIRD } = JSON.parse(Payload?.transformToString() ?? '') as Record<string, string>;
    return { FIRST, SECOND, THIRD };
  };
  assert.deepEqual(await seen(), { FIRST: '1', SECOND: '2', THIRD: undefined });
  const change = (input: object) =>
    client.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'changed', ...input }));
  await change({ Environment: { Variables: { THIRD: '3' } } });
  const { Timeout, MemorySize } = await change({ MemorySize: 256 });
  assert.deepEqual([Timeout, MemorySize], [7, 256]);
  assert.deepEqual(await seen(), { FIRST: undefined, SECOND: undefined, THIRD: '3' });
  await assert.rejects(change({ Timeout: 901 }), {
    name: 'InvalidParameterValueException',
    message: /Timeout is 901; it must be a whole number from 1 to 900/,
  });
  await assert.rejects(change({ Layers: ['arn:aws:lambda:us-east-1:1:layer:a:1'] }), {
    name: 'InvalidParameterValueException',
    message: /Layers is not emulated/,
  });
});
