import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../../../../local/endpoint/operation.ts';
import { transaction } from '../../../../../local/storage/transaction.ts';
import { ADMINISTRATOR, lambdaFixture, until } from '../lambda-fixture.ts';

// Rules of AWS that are held here:
// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html

const FAST = { asyncRetryDelaysMs: [5, 10] };
const SPEAKS = `export const handler = async (event) => { process.stdout.write('got ' + event.n + '\\n'); if (event.bad) throw new Error('bad'); }`;

test('an event invocation is answered at once and served later', async (t) => {
  const { deploy, call, lambda, lines } = lambdaFixture(t);
  await deploy('later', SPEAKS);
  const answer = await call('Invoke', { FunctionName: 'later', InvocationType: 'Event', Payload: '{"n":1}' });
  assert.deepEqual(answer, { StatusCode: 202, Payload: '' });
  lambda.start();
  await until(() => lines.includes('got 1'), 'it is served');
});

test('an event that fails is tried three times, then warned of', async (t) => {
  const { deploy, lambda, lines, warnings } = lambdaFixture(t, FAST);
  const arn = await deploy('fails', SPEAKS);
  lambda.start();
  await lambda.invokeLater(arn, { n: 1, bad: true }, ADMINISTRATOR);
  await until(
    () => warnings.some((sentence) => /lost after 3 attempts \(RetriesExhausted\)/.test(sentence)),
    'it is dropped',
  );
  await until(() => lines.filter((line) => line === 'got 1').length === 3, 'three attempts are logged');
});

test('events are kept over a restart', async (t) => {
  const { deploy, lambda, makeLambda, lines } = lambdaFixture(t);
  const arn = await deploy('kept', SPEAKS);
  await lambda.invokeLater(arn, { n: 7 }, ADMINISTRATOR);
  await lambda.stop();
  const next = makeLambda();
  t.after(() => next.stop());
  next.start();
  await until(() => lines.includes('got 7'), 'it is served after the restart');
});

test('an event that is broken off at a stop uses up no retry, and is served after the next start', async (t) => {
  const { deploy, lambda, makeLambda, lines, warnings, context } = lambdaFixture(t);
  const arn = await deploy(
    'slow',
    `export const handler = async (event) => { process.stdout.write('got ' + event.n + '\\n'); await new Promise(() => {}); }`,
  );
  lambda.start();
  await lambda.invokeLater(arn, { n: 1 }, ADMINISTRATOR);
  await until(() => lines.includes('got 1'), 'it runs');
  const drained = lambda.drain();
  lambda.breakOff();
  await drained;
  await lambda.stop();
  assert.deepEqual(warnings, []);
  const next = makeLambda();
  t.after(async () => {
    next.breakOff();
    await next.stop();
  });
  next.start();
  await until(() => lines.filter((line) => line === 'got 1').length === 2, 'it runs again');
  const [row] = context.database.prepare('SELECT attempts FROM lambda_async_events').all();
  assert.equal(row?.['attempts'], 0);
});

test('an event goes away with the transaction that it was kept in', async (t) => {
  const { deploy, lambda, context, lines } = lambdaFixture(t);
  const arn = await deploy('joins', SPEAKS);
  lambda.start();
  assert.throws(() =>
    transaction(context.database, () => {
      void lambda.invokeLater(arn, { n: 1 }, ADMINISTRATOR);
      throw new Error('rolled back');
    }),
  );
  transaction(context.database, () => void lambda.invokeLater(arn, { n: 2 }, ADMINISTRATOR));
  await until(() => lines.includes('got 2'), 'the other one is served');
  assert.ok(!lines.includes('got 1'));
});

test('a throttled event waits and uses up no retry', async (t) => {
  const { deploy, lambda, invoke, apply, lines } = lambdaFixture(t, FAST);
  const arn = await deploy(
    'busy',
    `export const handler = async (event) => { process.stdout.write('got ' + event.n + '\\n'); await new Promise((r) => setTimeout(r, event.ms ?? 0)); }`,
    { ReservedConcurrentExecutions: 1 },
  );
  await apply('AWS::Lambda::EventInvokeConfig', {
    FunctionName: 'busy',
    Qualifier: '$LATEST',
    MaximumRetryAttempts: 0,
  });
  lambda.start();
  const running = invoke(arn, { n: 1, ms: 200 });
  await until(() => lines.includes('got 1'), 'the function is busy');
  await lambda.invokeLater(arn, { n: 2 }, ADMINISTRATOR);
  await running;
  await until(() => lines.includes('got 2'), 'it is served');
});

test('a failed event goes to the OnFailure queue with its story and to the dead-letter queue as it came', async (t) => {
  const { deploy, lambda, apply, sqsCall } = lambdaFixture(t, FAST);
  const { QueueUrl: failures } = await sqsCall('CreateQueue', { QueueName: 'failures' });
  const { QueueUrl: dead } = await sqsCall('CreateQueue', { QueueName: 'dead' });
  const arn = await deploy('keeps', SPEAKS, {
    DeadLetterConfig: { TargetArn: 'arn:aws:sqs:eu-central-1:000000000000:dead' },
  });
  await apply('AWS::Lambda::EventInvokeConfig', {
    FunctionName: arn,
    Qualifier: '$LATEST',
    MaximumRetryAttempts: 1,
    DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:eu-central-1:000000000000:failures' } },
  });
  lambda.start();
  await lambda.invokeLater(arn, { n: 1, bad: true }, ADMINISTRATOR);
  const one = async (QueueUrl: unknown) => {
    const { Messages } = await sqsCall('ReceiveMessage', { QueueUrl, WaitTimeSeconds: 5 });
    return JSON.parse(String((Messages as { Body: string }[])[0]?.Body)) as JsonObject;
  };
  assert.deepEqual(await one(dead), { n: 1, bad: true });
  const record = await one(failures);
  assert.deepEqual(record['requestPayload'], { n: 1, bad: true });
  assert.equal((record['responsePayload'] as JsonObject)['errorMessage'], 'bad');
  const { condition, approximateInvokeCount, functionArn } = record['requestContext'] as JsonObject;
  assert.deepEqual(
    [condition, approximateInvokeCount, functionArn],
    ['RetriesExhausted', 2, `${arn}:$LATEST`],
  );
});

test('rejects an event over 1 MB, a caller without permission, and a function that is not there', async (t) => {
  const { deploy, lambda, denied } = lambdaFixture(t);
  const arn = await deploy('strict', SPEAKS);
  await assert.rejects(lambda.invokeLater(arn, 'x'.repeat(1_048_576), ADMINISTRATOR), {
    code: 'RequestTooLargeException',
  });
  await assert.rejects(lambda.invokeLater(`${arn}x`, {}, ADMINISTRATOR), {
    code: 'ResourceNotFoundException',
  });
  denied.add('lambda:InvokeFunction');
  await assert.rejects(lambda.invokeLater(arn, {}, ADMINISTRATOR), { code: 'AccessDenied' });
});

for (const [properties, message] of [
  [{ MaximumRetryAttempts: 3 }, /MaximumRetryAttempts is 3; it must be a whole number from 0 to 2/],
  [{ MaximumEventAgeInSeconds: 59 }, /MaximumEventAgeInSeconds is 59/],
  [{ DestinationConfig: { OnSuccess: { Destination: 'x' } } }, /OnSuccess is not emulated/],
  [{ DestinationConfig: { OnFailure: { Destination: 'arn:aws:sns:x' } } }, /OnFailure\.Destination/],
  [{ Qualifier: '7' }, /only \$LATEST/],
] as const)
  test(`rejects an EventInvokeConfig with ${JSON.stringify(properties)}`, async (t) => {
    const { deploy, apply } = lambdaFixture(t);
    await deploy('configured', SPEAKS);
    await assert.rejects(
      apply('AWS::Lambda::EventInvokeConfig', { FunctionName: 'configured', ...properties }),
      { message },
    );
  });

test('an event keeps its request id over its retries', async (t) => {
  const { deploy, lambda, lines } = lambdaFixture(t, FAST);
  const arn = await deploy(
    'ids',
    `export const handler = async (event, { awsRequestId }) => { process.stdout.write(awsRequestId + '\\n'); throw new Error('bad'); }`,
  );
  lambda.start();
  await lambda.invokeLater(arn, {}, ADMINISTRATOR);
  const ids = () => lines.filter((line) => /^[0-9a-f-]{36}$/.test(line));
  await until(() => ids().length === 3, 'it has been tried three times');
  assert.equal(new Set(ids()).size, 1);
});
