import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lambdaFixture, ROLE } from '../lambda-fixture.ts';

// Rules of AWS that are held here:
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html

const CODE = 'export const handler = async () => 1';

test("a function gets Lambda's defaults", async (t) => {
  const { deploy, call } = lambdaFixture(t);
  const arn = await deploy('plain', CODE);
  const configuration = await call('GetFunctionConfiguration', { FunctionName: arn });
  assert.deepEqual(
    Object.fromEntries(
      [
        'FunctionArn',
        'Timeout',
        'MemorySize',
        'Role',
        'Runtime',
        'State',
        'Version',
        'LoggingConfig',
        'Architectures',
      ].map((name) => [name, configuration[name]]),
    ),
    {
      FunctionArn: 'arn:aws:lambda:eu-central-1:000000000000:function:plain',
      Timeout: 3,
      MemorySize: 128,
      Role: ROLE,
      Runtime: 'nodejs24.x',
      State: 'Active',
      Version: '$LATEST',
      LoggingConfig: { LogFormat: 'Text', LogGroup: '/aws/lambda/plain' },
      Architectures: ['x86_64'],
    },
  );
});

test('a function without a name gets one that stays the same', async (t) => {
  const { deploy } = lambdaFixture(t);
  const arn = await deploy('', CODE, { FunctionName: undefined });
  assert.match(arn, /:function:stack-Thing-[0-9a-f]{12}$/);
  assert.equal(await deploy('', CODE, { FunctionName: undefined }), arn);
});

for (const [properties, message] of [
  [{ Timeout: 901 }, /Timeout is 901; it must be a whole number from 1 to 900/],
  [{ Timeout: 0 }, /Timeout is 0/],
  [{ MemorySize: 127 }, /MemorySize is 127; .* from 128 to 10240/],
  [{ MemorySize: 10_241 }, /MemorySize is 10241/],
  [{ Runtime: 'python3.13' }, /Runtime is "python3\.13"; it must be nodejs/],
  [{ Handler: 'handler' }, /Handler is "handler"/],
  [{ Role: 'worker' }, /Role is "worker"/],
  [{ FunctionName: 'a b' }, /FunctionName is "a b"/],
  [{ Code: { ZipFile: 'exports.handler = 1' } }, /Code\.S3Key/],
  [{ Code: { S3Key: 'abc.zip' } }, /there is no directory/],
  [{ Environment: { Variables: { AWS_REGION: 'x' } } }, /reserved keys .*: AWS_REGION/],
  [{ Environment: { Variables: { X: 'one letter' } } }, /"X" is not allowed/],
  [{ Environment: { Variables: { BIG: 'x'.repeat(4096) } } }, /exceeded the 4KB limit/],
  [{ DeadLetterConfig: { TargetArn: 'arn:aws:sns:eu-central-1:000000000000:topic' } }, /TargetArn/],
  [{ ReservedConcurrentExecutions: -1 }, /ReservedConcurrentExecutions is -1/],
] as const)
  test(`rejects ${JSON.stringify(properties).slice(0, 80)}`, async (t) => {
    const { deploy } = lambdaFixture(t);
    await assert.rejects(deploy('refused', CODE, properties), {
      code: 'InvalidParameterValueException',
      message,
    });
  });

test('an environment of exactly 4 KB is taken', async (t) => {
  const { deploy } = lambdaFixture(t);
  await deploy('full', CODE, { Environment: { Variables: { BIG: 'x'.repeat(4096 - '{"BIG":""}'.length) } } });
});

test('layers are none of the properties that are understood', (t) => {
  const { lambda } = lambdaFixture(t);
  const type = lambda.resourceTypes.find((resource) => resource.type === 'AWS::Lambda::Function');
  assert.equal(type?.properties.includes('Layers'), false);
});
