import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { until } from './lambda-fixture.ts';
import { mappingFixture } from './mapping-fixture.ts';

const MESSAGES = 25;
const FIRST = 5;
/** Says how many run, so that the places of a mapping are seen from within. */
const COUNTING = `
  globalThis.running = (globalThis.running ?? 0) + 1;
  console.log('RUNNING ' + globalThis.running);
  await new Promise((resolve) => setTimeout(resolve, 100));
  globalThis.running -= 1;`;

// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html: Lambda lowers its polling when
// invocations fail, but not when a function reports its failed items.
test('a function that reports failed items is invoked as before, one that does not is invoked less', async (t) => {
  const reports = ['ReportBatchItemFailures'];
  const listed =
    'return { batchItemFailures: event.Records.map((one) => ({ itemIdentifier: one.messageId })) }';
  const thrown = "throw new Error('no')";
  assert.equal(await mostAtOnce(t, { code: listed, FunctionResponseTypes: reports }), FIRST);
  assert.equal(await mostAtOnce(t, { code: thrown, FunctionResponseTypes: reports }), FIRST);
  const less = await mostAtOnce(t, { code: thrown, FunctionResponseTypes: [] });
  assert.ok(less < FIRST, `${less} ran at once`);
});

/** How many batches of one ran at once at most, after the first five had failed. */
async function mostAtOnce(
  t: TestContext,
  { code, FunctionResponseTypes }: { code: string; FunctionResponseTypes: string[] },
): Promise<number> {
  const running: number[] = [];
  const { consumer, queue, send, map } = mappingFixture(t, {
    workersPerFunction: 1,
    onLog: ({ line }) => {
      const found = /RUNNING (\d+)/.exec(line)?.[1];
      if (found) running.push(Number(found));
    },
  });
  const FunctionName = await consumer('counts', COUNTING + code);
  const { arn, QueueUrl } = await queue('counts', { VisibilityTimeout: '600' });
  await send(QueueUrl, ...Array.from({ length: MESSAGES }, String));
  await map({
    FunctionName,
    EventSourceArn: arn,
    BatchSize: 1,
    FunctionResponseTypes,
    ScalingConfig: { MaximumConcurrency: FIRST },
  });
  await until(() => running.length >= MESSAGES, `all ${MESSAGES} messages were tried`);
  return Math.max(...running.slice(-10));
}

// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html: the visibility must be at least the
// function's timeout; Lambda checks it when a mapping is made or updated, and at no other time.
test('a timeout raised above the visibility breaks no mapping that is there, and fails its next update', async (t) => {
  const { consumer, queue, send, map, call, allServed } = mappingFixture(t);
  const FunctionName = await consumer('slow', '', { Timeout: 10 });
  const { arn, QueueUrl } = await queue('slow', { VisibilityTimeout: '30' });
  const UUID = await map({ FunctionName, EventSourceArn: arn });
  await consumer('slow', '', { Timeout: 60 });
  await send(QueueUrl, 'still served');
  await allServed(QueueUrl, 1);
  await assert.rejects(call('UpdateEventSourceMapping', { UUID, BatchSize: 5 }), {
    code: 'InvalidParameterValueException',
    message: /visibility timeout: 30 seconds is less than Function timeout: 60 seconds/,
  });
});
