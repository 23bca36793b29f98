import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { createHttpApi } from '../../../../local/apigateway/create-http-api.ts';
import { createIam } from '../../../../local/iam/create-iam.ts';
import { openDatabase } from '../../../../local/storage/open-database.ts';
import { lambdaFixture, ROLE, until } from './lambda-fixture.ts';

// Rules of AWS that are held here:
// https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html

const QUEUE = 'arn:aws:sqs:eu-central-1:000000000000:orders';

/** Functions of a role whose policy the test writes, decided by the embedded IAM. */
async function iamFixture(
  test: TestContext,
  statements: readonly object[],
  trusted = 'lambda.amazonaws.com',
) {
  const iam = createIam({ accountId: '000000000000', database: openDatabase(':memory:'), now: Date.now });
  const fixture = lambdaFixture(test, { credentialsOf: iam.credentialsOf }, iam.authorize);
  const role = iam.resourceTypes.find(({ type }) => type === 'AWS::IAM::Role') ?? assert.fail();
  await role.apply({
    stackName: 'stack',
    logicalId: 'Role',
    properties: {
      RoleName: 'worker',
      AssumeRolePolicyDocument: {
        Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: trusted } }],
      },
      Policies: [{ PolicyName: 'all', PolicyDocument: { Statement: statements } }],
    },
  });
  return fixture;
}

test('a request reaches the function only if its Lambda::Permission names the API', async (t) => {
  const { lambda, context, deploy, apply, warnings } = await iamFixture(t, []);
  const arn = await deploy('api', `export const handler = async () => ({ statusCode: 200, body: 'in' })`);
  const http = createHttpApi(context, { invoke: lambda.invoke });
  const url = await http.listen(0);
  t.after(() => http.close());
  const make = async (type: string, properties: object) => {
    const found = http.resourceTypes.find((resource) => resource.type === type) ?? assert.fail();
    return (await found.apply({ stackName: 'stack', logicalId: 'One', properties: { ...properties } }))
      .physicalId;
  };
  const apiId = await make('AWS::ApiGatewayV2::Api', { ProtocolType: 'HTTP' });
  await make('AWS::ApiGatewayV2::Stage', { StageName: '$default' });
  const integration = await make('AWS::ApiGatewayV2::Integration', {
    IntegrationType: 'AWS_PROXY',
    PayloadFormatVersion: '2.0',
    IntegrationUri: arn,
  });
  await make('AWS::ApiGatewayV2::Route', { RouteKey: '$default', Target: `integrations/${integration}` });
  const permit = (id: string) =>
    apply('AWS::Lambda::Permission', {
      FunctionName: arn,
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
      SourceArn: `arn:aws:execute-api:eu-central-1:000000000000:${id}/*/*`,
    });
  assert.equal((await fetch(url)).status, 500);
  await permit('another');
  assert.equal((await fetch(url)).status, 500);
  assert.match(warnings.join('\n'), /lambda:InvokeFunction/);
  await permit(apiId);
  assert.equal(await (await fetch(url)).text(), 'in');
});

test("a queue is consumed under the function's role and never without it", async (t) => {
  const { deploy, call, sqsCall, lambda, lines } = await iamFixture(t, [
    {
      Effect: 'Allow',
      Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      Resource: QUEUE,
    },
    {
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: 'arn:aws:logs:eu-central-1:000000000000:log-group:/aws/lambda/orders:*',
    },
  ]);
  const { QueueUrl } = await sqsCall('CreateQueue', { QueueName: 'orders' });
  await sqsCall('CreateQueue', { QueueName: 'other' });
  const arn = await deploy(
    'orders',
    `export const handler = async ({ Records }) => { for (const { body } of Records) process.stdout.write(body + '\\n'); }`,
  );
  await assert.rejects(
    call('CreateEventSourceMapping', { FunctionName: arn, EventSourceArn: QUEUE.replace('orders', 'other') }),
    {
      code: 'InvalidParameterValueException',
      message: /does not have permissions to call ReceiveMessage on SQS/,
    },
  );
  await call('CreateEventSourceMapping', { FunctionName: arn, EventSourceArn: QUEUE });
  lambda.start();
  await sqsCall('SendMessage', { QueueUrl, MessageBody: 'an order' });
  await until(() => lines.includes('an order'), 'the order is served and logged');
});

test('rejects a queue for failed events that the role may not send to', async (t) => {
  const { deploy, apply, sqsCall } = await iamFixture(t, [
    { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: QUEUE },
  ]);
  const other = QUEUE.replace('orders', 'other');
  for (const QueueName of ['orders', 'other']) await sqsCall('CreateQueue', { QueueName });
  const code = 'export const handler = async () => 1';
  const deadLetters = (TargetArn: string) => deploy('keeps', code, { DeadLetterConfig: { TargetArn } });
  const onFailure = (Destination: string) =>
    apply('AWS::Lambda::EventInvokeConfig', {
      FunctionName: 'keeps',
      Qualifier: '$LATEST',
      DestinationConfig: { OnFailure: { Destination } },
    });
  await assert.rejects(deadLetters(other), {
    code: 'InvalidParameterValueException',
    message: /The provided execution role does not have permissions to call SendMessage on SQS/,
  });
  await deadLetters(QUEUE);
  await assert.rejects(onFailure(other), {
    code: 'InvalidParameterValueException',
    message: /The function's execution role does not have permissions to call SendMessage on .*other/,
  });
  await onFailure(QUEUE);
});

test('rejects a function whose role does not trust Lambda, or is not there', async (t) => {
  const { deploy } = await iamFixture(t, [], 'events.amazonaws.com');
  const code = 'export const handler = async () => 1';
  for (const Role of [ROLE, `${ROLE}-gone`])
    await assert.rejects(deploy('distrusted', code, { Role }), {
      code: 'InvalidParameterValueException',
      message: /^The role defined for the function cannot be assumed by Lambda/,
    });
});
