import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import { ROLE, until } from './lambda-fixture.ts';
import { mappingFixture } from './mapping-fixture.ts';

// Rules of AWS that are held here:
// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
// https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
// https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html

test("a queue's messages become records of an event, and are deleted when the function has served them", async (t) => {
  const { consumer, queue, allServed, map, sqsCall, batches, asked } = mappingFixture(t);
  const arn = await consumer('plain', `return 'anything';`);
  const { QueueUrl, arn: queueArn } = await queue('plain');
  await map({ FunctionName: arn, EventSourceArn: queueArn });
  await sqsCall('SendMessage', {
    QueueUrl,
    MessageBody: 'hello',
    MessageAttributes: {
      round: { DataType: 'Number', StringValue: '2' },
      bytes: { DataType: 'Binary', BinaryValue: Buffer.from([1, 2]).toString('base64') },
    },
  });
  await allServed(QueueUrl, 1);
  const [{ messageId, receiptHandle, attributes, md5OfMessageAttributes, ...record } = assert.fail()] =
    batches[0] as unknown as Record<string, unknown>[];
  assert.match(String(messageId), /^[0-9a-f-]{36}$/);
  assert.ok(String(receiptHandle).length > 10);
  assert.match(String(md5OfMessageAttributes), /^[0-9a-f]{32}$/);
  assert.deepEqual(record, {
    body: 'hello',
    messageAttributes: {
      round: { stringValue: '2', stringListValues: [], binaryListValues: [], dataType: 'Number' },
      bytes: { binaryValue: 'AQI=', stringListValues: [], binaryListValues: [], dataType: 'Binary' },
    },
    md5OfBody: '5d41402abc4b2a76b9719d911017c592',
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: 'eu-central-1',
  });
  assert.equal((attributes as Record<string, string>)['ApproximateReceiveCount'], '1');
  for (const name of ['SentTimestamp', 'SenderId', 'ApproximateFirstReceiveTimestamp'])
    assert.equal(typeof (attributes as Record<string, string>)[name], 'string', name);
  for (const action of ['sqs:ReceiveMessage', 'sqs:DeleteMessage'])
    assert.deepEqual(
      new Set(
        asked.filter(({ access }) => access.action === action).map(({ caller }) => JSON.stringify(caller)),
      ),
      new Set([JSON.stringify({ kind: 'role', arn: ROLE })]),
    );
});

test('items that the function reports come back with a higher receive count, the others are deleted', async (t) => {
  const { consumer, queue, allServed, map, send, batches } = mappingFixture(t);
  const arn = await consumer(
    'partial',
    `return { batchItemFailures: event.Records
       .filter(({ body, attributes }) => body === 'bad' && attributes.ApproximateReceiveCount === '1')
       .map(({ messageId }) => ({ itemIdentifier: messageId })) };`,
    { Timeout: 1 },
  );
  const { QueueUrl, arn: queueArn } = await queue('partial', { VisibilityTimeout: '1' });
  await send(QueueUrl, 'good', 'bad', 'good');
  await map({
    FunctionName: arn,
    EventSourceArn: queueArn,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
  });
  await allServed(QueueUrl, 2);
  assert.deepEqual(
    batches.map((records) =>
      records.map(({ body, attributes }) => [body, attributes['ApproximateReceiveCount']]),
    ),
    [
      [
        ['good', '1'],
        ['bad', '1'],
        ['good', '1'],
      ],
      [['bad', '2']],
    ],
  );
});

test('a batch whose function fails comes back whole', async (t) => {
  const { consumer, queue, allServed, map, send, batches } = mappingFixture(t);
  const arn = await consumer(
    'fails',
    `if (event.Records[0].attributes.ApproximateReceiveCount === '1') throw new Error('no');`,
    {
      Timeout: 1,
    },
  );
  const { QueueUrl, arn: queueArn } = await queue('fails', { VisibilityTimeout: '1' });
  await send(QueueUrl, 'a', 'b');
  await map({ FunctionName: arn, EventSourceArn: queueArn });
  await allServed(QueueUrl, 2);
  assert.deepEqual(
    batches.map((records) => records.length),
    [2, 2],
  );
});

test('a visibility that the handler changed outlives its failure report', async (t) => {
  const { consumer, queue, map, send, batches, left, sqsCall } = mappingFixture(t);
  const arn = await consumer(
    'hides',
    `return { batchItemFailures: event.Records.map(({ messageId }) => ({ itemIdentifier: messageId })) };`,
  );
  const { QueueUrl, arn: queueArn } = await queue('hides', { VisibilityTimeout: '43200' });
  await send(QueueUrl, 'x');
  const uuid = await map({
    FunctionName: arn,
    EventSourceArn: queueArn,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
  });
  await until(() => batches.length === 1, 'the batch is seen');
  assert.ok(uuid);
  const record = batches[0]?.[0] as unknown as { receiptHandle: string };
  await sqsCall('ChangeMessageVisibility', {
    QueueUrl,
    ReceiptHandle: record.receiptHandle,
    VisibilityTimeout: 0,
  });
  await until(() => batches.length === 2, 'the message comes back at once');
  assert.deepEqual(await left(QueueUrl), { visible: 0, inFlight: 1 });
});

test('maximum concurrency bounds the batches at once', async (t) => {
  const { consumer, queue, map, send, isEmpty, invoke } = mappingFixture(t, { workersPerFunction: 1 });
  const arn = await consumer(
    'bounded',
    `if (bodies[0] === 'ask') return globalThis.most;
     globalThis.now = (globalThis.now ?? 0) + 1;
     globalThis.most = Math.max(globalThis.most ?? 0, globalThis.now);
     await new Promise((resolve) => setTimeout(resolve, 20));
     globalThis.now -= 1;`,
  );
  const { QueueUrl, arn: queueArn } = await queue('bounded');
  await send(QueueUrl, ...Array.from({ length: 20 }, (_, index) => String(index)));
  await map({
    FunctionName: arn,
    EventSourceArn: queueArn,
    BatchSize: 1,
    ScalingConfig: { MaximumConcurrency: 2 },
  });
  await until(() => isEmpty(QueueUrl), 'everything is served');
  assert.equal((await invoke(arn, { Records: [{ body: 'ask' }] })).payload, '2');
});

test('a batching window gathers more than ten', async (t) => {
  const { consumer, queue, allServed, map, send, batches } = mappingFixture(t);
  const arn = await consumer('window', '');
  const { QueueUrl, arn: queueArn } = await queue('window');
  await send(QueueUrl, ...Array.from({ length: 25 }, (_, index) => String(index)));
  await map({
    FunctionName: arn,
    EventSourceArn: queueArn,
    BatchSize: 25,
    MaximumBatchingWindowInSeconds: 5,
  });
  await allServed(QueueUrl, 1);
  assert.deepEqual(
    batches.map((records) => records.length),
    [25],
  );
});

test('a disabled mapping receives nothing, and goes on when it is enabled', async (t) => {
  const { consumer, queue, allServed, map, send, call, stateOf, batches, left, isEmpty } = mappingFixture(t);
  const arn = await consumer('paused', `await new Promise((resolve) => setTimeout(resolve, 100));`);
  const { QueueUrl, arn: queueArn } = await queue('paused');
  const uuid = await map({ FunctionName: arn, EventSourceArn: queueArn });
  await send(QueueUrl, 'before');
  await until(() => batches.length === 1, 'the first batch runs');
  assert.equal(
    (await call('UpdateEventSourceMapping', { UUID: uuid, Enabled: false }))['State'],
    'Disabling',
  );
  await until(async () => (await stateOf(uuid)) === 'Disabled', 'it is disabled');
  await until(() => isEmpty(QueueUrl), 'the batch in flight has finished');
  await send(QueueUrl, 'during');
  await sleep(50);
  assert.deepEqual(await left(QueueUrl), { visible: 1, inFlight: 0 });
  assert.equal((await call('UpdateEventSourceMapping', { UUID: uuid, Enabled: true }))['State'], 'Enabling');
  await allServed(QueueUrl, 2);
  assert.equal(batches.length, 2);
});

test('throttled batches come back with a higher receive count', async (t) => {
  const { consumer, queue, allServed, map, send, batches, warnings, invoke } = mappingFixture(t);
  const arn = await consumer(
    'full',
    `if (bodies[0] === 'block') await new Promise((resolve) => setTimeout(resolve, 500));`,
    {
      Timeout: 1,
      ReservedConcurrentExecutions: 1,
    },
  );
  const { QueueUrl, arn: queueArn } = await queue('full', { VisibilityTimeout: '1' });
  const blocking = invoke(arn, { Records: [{ body: 'block' }] });
  await map({ FunctionName: arn, EventSourceArn: queueArn });
  await send(QueueUrl, 'throttled');
  await until(
    () => warnings.some((sentence) => sentence.includes('TooManyRequestsException')),
    'it is throttled',
  );
  await blocking;
  await allServed(QueueUrl, 2);
  assert.equal(batches.at(-1)?.[0]?.attributes['ApproximateReceiveCount'], '2');
});

test('a permission that is taken away is told once, and polling goes on when it is back', async (t) => {
  const { consumer, queue, map, send, call, batches, denied, warnings } = mappingFixture(t, {
    problemDelayMs: 5,
  });
  const arn = await consumer('denied', '');
  const { QueueUrl, arn: queueArn } = await queue('denied');
  const uuid = await map({ FunctionName: arn, EventSourceArn: queueArn });
  denied.add('sqs:ReceiveMessage');
  await send(QueueUrl, 'wakes the poll that waits');
  await until(() => warnings.length > 0, 'it is told');
  await sleep(50);
  const told = warnings.filter((sentence) => sentence.includes('denied: sqs:ReceiveMessage'));
  assert.equal(told.length, 1);
  const description = await call('GetEventSourceMapping', { UUID: uuid });
  assert.match(
    String(description['LastProcessingResult']),
    /^PROBLEM: AccessDenied: denied: sqs:ReceiveMessage/,
  );
  denied.clear();
  await send(QueueUrl, 'later');
  await until(() => batches.flat().some(({ body }) => body === 'later'), 'it goes on');
  await until(
    async () => (await call('GetEventSourceMapping', { UUID: uuid }))['LastProcessingResult'] === undefined,
    'it says so',
  );
});

test('mappings survive a restart, in transition or not, and stop lets batches in flight finish', async (t) => {
  const { consumer, queue, map, send, call, lambda, makeLambda, batches, isEmpty } = mappingFixture(t, {
    transitionMs: 200,
  });
  const arn = await consumer('again', `await new Promise((resolve) => setTimeout(resolve, 100));`);
  const first = await queue('first');
  const second = await queue('second');
  await map({ FunctionName: arn, EventSourceArn: first.arn });
  await send(first.QueueUrl, 'one');
  await until(() => batches.length === 1, 'a batch runs');
  await call('CreateEventSourceMapping', { FunctionName: arn, EventSourceArn: second.arn });
  await lambda.stop();
  assert.ok(await isEmpty(first.QueueUrl), 'the batch in flight was finished and deleted');
  await send(first.QueueUrl, 'two');
  await send(second.QueueUrl, 'three');
  const next = makeLambda();
  t.after(() => next.stop());
  next.start();
  await until(async () => (await isEmpty(first.QueueUrl)) && (await isEmpty(second.QueueUrl)), 'both go on');
});

test('a batch that is broken off at a stop is told of nowhere, and is received again after the next start', async (t) => {
  const { consumer, queue, map, send, call, lambda, makeLambda, sqs, batches, warnings, isEmpty } =
    mappingFixture(t);
  const arn = await consumer('hangs', `if (bodies.includes('first')) await new Promise(() => {});`);
  const { QueueUrl, arn: EventSourceArn } = await queue('hangs');
  const uuid = await map({ FunctionName: arn, EventSourceArn });
  await send(QueueUrl, 'first');
  await until(() => batches.length === 1, 'a batch hangs');
  const drained = lambda.drain();
  assert.deepEqual([...lambda.running()], [['hangs', 1]]);
  lambda.breakOff();
  await drained;
  await lambda.stop();
  assert.deepEqual(warnings, []);
  assert.equal((await call('GetEventSourceMapping', { UUID: uuid }))['LastProcessingResult'], undefined);

  sqs.makeInFlightVisible();
  await consumer('hangs', `return bodies;`);
  const next = makeLambda();
  t.after(() => next.stop());
  next.start();
  await until(() => isEmpty(QueueUrl), 'it is served');
  assert.equal(batches.at(-1)?.[0]?.attributes['ApproximateReceiveCount'], '2');
});

test('a thousand idle mappings wait without receiving again', async (t) => {
  const { consumer, queue, call, lambda, asked, send, isEmpty } = mappingFixture(t);
  const arn = await consumer('many', '');
  const queues = [];
  for (let index = 0; index < 1000; index++) queues.push(await queue(`idle-${index}`));
  for (const { arn: EventSourceArn } of queues)
    await call('CreateEventSourceMapping', { FunctionName: arn, EventSourceArn });
  lambda.start();
  const receives = () => asked.filter(({ access }) => access.action === 'sqs:ReceiveMessage').length;
  await until(() => receives() === 2000, 'each has been checked once and polls once');
  const before = process.cpuUsage();
  await sleep(1000);
  const { user, system } = process.cpuUsage(before);
  assert.equal(receives(), 2000);
  assert.ok(user + system < 100_000, `idle mappings took ${(user + system) / 1000} ms of a second`);
  const [last = assert.fail()] = queues.slice(-1);
  await send(last.QueueUrl, 'wake');
  await until(() => isEmpty(last.QueueUrl), 'one of them is woken');
});

test('a served batch that may not be deleted is told of once and comes back', async (t) => {
  const { consumer, queue, map, send, batches, denied, warnings, isEmpty } = mappingFixture(t);
  const arn = await consumer('undeletable', '', { Timeout: 1 });
  const { QueueUrl, arn: queueArn } = await queue('undeletable', { VisibilityTimeout: '1' });
  await map({ FunctionName: arn, EventSourceArn: queueArn });
  denied.add('sqs:DeleteMessage');
  await send(QueueUrl, 'again');
  await until(() => batches.length === 2, 'it came twice');
  denied.clear();
  await until(() => isEmpty(QueueUrl), 'it is deleted at last');
  assert.equal(warnings.filter((sentence) => sentence.includes('sqs:DeleteMessage')).length, 1);
});
