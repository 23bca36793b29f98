import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ADMINISTRATOR, lambdaFixture, ROLE, until } from './lambda-fixture.ts';

// Rules of AWS that are held here:
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html

test('a function runs with its event, a context as on AWS and its own environment alone', async (t) => {
  process.env['OF_THE_PARENT'] = 'secret';
  const { deploy, invoke } = lambdaFixture(t);
  const arn = await deploy(
    'echo',
    `export const handler = async (event, context) => ({
       event, env: { ...process.env },
       context: { ...context, remaining: context.getRemainingTimeInMillis() } })`,
    { Environment: { Variables: { TABLE_NAME: 'things' } }, Timeout: 7, MemorySize: 256 },
  );
  const { answer, functionError } = await invoke(arn, { n: 1 });
  assert.equal(functionError, undefined);
  assert.deepEqual(answer['event'], { n: 1 });
  const env = answer['env'] as Record<string, string>;
  assert.equal(env['TABLE_NAME'], 'things');
  assert.equal(env['AWS_SESSION_TOKEN'], 'TOKEN');
  assert.equal(env['AWS_REGION'], 'eu-central-1');
  assert.equal(env['AWS_ENDPOINT_URL'], 'http://127.0.0.1:4566');
  assert.equal(env['OF_THE_PARENT'], undefined);
  assert.equal(env['PATH'], undefined);
  const context = answer['context'] as Record<string, unknown>;
  assert.equal(context['functionName'], 'echo');
  assert.equal(context['invokedFunctionArn'], arn);
  assert.equal(context['memoryLimitInMB'], '256');
  assert.equal(context['logGroupName'], '/aws/lambda/echo');
  assert.match(String(context['awsRequestId']), /^[0-9a-f-]{36}$/);
  assert.ok(Number(context['remaining']) > 6000 && Number(context['remaining']) <= 7000);
});

test('one worker serves many invocations at once', async (t) => {
  const { deploy, invoke } = lambdaFixture(t, { workersPerFunction: 1 });
  const arn = await deploy(
    'meet',
    `let here = 0; let open; const all = new Promise((resolve) => { open = resolve; });
     export const handler = async () => { if (++here === 50) open(); await all; return here; }`,
    { Timeout: 10 },
  );
  const results = await Promise.all(Array.from({ length: 50 }, () => invoke(arn)));
  assert.deepEqual(new Set(results.map(({ payload }) => payload)), new Set(['50']));
});

test('a busy function gets a second worker and never more than it may have', async (t) => {
  const { deploy, invoke } = lambdaFixture(t, { workersPerFunction: 2 });
  const arn = await deploy(
    'spread',
    `import { threadId } from 'node:worker_threads';
     export const handler = async () => { await new Promise((r) => setTimeout(r, 50)); return threadId; }`,
  );
  const threads = await Promise.all(Array.from({ length: 60 }, () => invoke(arn)));
  assert.equal(new Set(threads.map(({ payload }) => payload)).size, 2);
});

test('a handler that throws is an Unhandled error with its type, message and trace', async (t) => {
  const { deploy, invoke } = lambdaFixture(t);
  const arn = await deploy(
    'broken',
    `export const handler = async () => { throw new RangeError('no such thing'); }`,
  );
  const { answer, functionError } = await invoke(arn);
  assert.equal(functionError, 'Unhandled');
  assert.equal(answer['errorType'], 'RangeError');
  assert.equal(answer['errorMessage'], 'no such thing');
  assert.match((answer['trace'] as string[]).join('\n'), /index\.mjs:1/);
});

test('an invocation over its time ends as Lambda says it, what runs beside it ends well, and a new worker follows', async (t) => {
  const { deploy, invoke } = lambdaFixture(t);
  const arn = await deploy(
    'slow',
    `import { threadId } from 'node:worker_threads';
     let free; const freed = new Promise((resolve) => { free = resolve; });
     export const handler = async (event) => {
       if (event.hang) { setTimeout(free, 1200); await new Promise(() => {}); }
       if (event.wait) { await freed; }
       return threadId; }`,
    { Timeout: 1 },
  );
  const before = await invoke(arn);
  const hanging = invoke(arn, { hang: true });
  await new Promise((resolve) => setTimeout(resolve, 500));
  const beside = invoke(arn, { wait: true });
  const { answer, functionError, requestId } = await hanging;
  assert.equal(functionError, 'Unhandled');
  assert.equal(answer['errorMessage'], `RequestId: ${requestId} Error: Task timed out after 1.00 seconds`);
  const after = await invoke(arn);
  assert.notEqual(after.payload, before.payload);
  assert.equal((await beside).payload, before.payload);
});

test('a worker that loops for ever is ended, and the next invocation gets a new one', async (t) => {
  const { deploy, invoke } = lambdaFixture(t, { pingTimeoutMs: 50 });
  const arn = await deploy(
    'loop',
    `export const handler = async (event) => { while (event.loop); return 'fine'; }`,
    { Timeout: 1 },
  );
  const [looping, beside] = [invoke(arn, { loop: true }), invoke(arn)];
  assert.match(String((await looping).answer['errorMessage']), /timed out after 1\.00 seconds/);
  assert.equal((await beside).functionError, 'Unhandled');
  assert.equal((await invoke(arn)).payload, '"fine"');
});

for (const [what, code, errorType] of [
  ['exits', 'process.exit(3)', 'Runtime.ExitError'],
  ['throws outside of its handler', `setTimeout(() => { throw new TypeError('stray') })`, 'TypeError'],
  [
    'runs out of memory',
    'const all = []; for (;;) all.push(new Array(1e5).fill(all.length))',
    'Runtime.OutOfMemory',
  ],
] as const)
  test(`a worker that ${what} fails what it was running, and a new one follows`, async (t) => {
    const { deploy, invoke } = lambdaFixture(t);
    const arn = await deploy(
      'dies',
      `export const handler = async (event) => { if (event.die) { ${code}; await new Promise(() => {}); } return 'fine'; }`,
      { Timeout: 20 },
    );
    const { answer, functionError } = await invoke(arn, { die: true });
    assert.equal(functionError, 'Unhandled');
    assert.equal(answer['errorType'], errorType);
    assert.equal((await invoke(arn)).payload, '"fine"');
  });

test('code that does not load fails its invocations with what is wrong', async (t) => {
  const { deploy, invoke } = lambdaFixture(t);
  const failures: [string, string, RegExp][] = [
    ['syntax', 'export const handler = ;', /SyntaxError/],
    ['import', `import 'not-there'; export const handler = async () => 1`, /Cannot find package/],
    ['missing', 'export const other = 1', /index\.handler is undefined or not exported/],
    ['callback', 'export const handler = (event, context, callback) => callback(null, 1)', /callback/],
  ];
  for (const [name, code, expected] of failures) {
    const { payload, functionError } = await invoke(await deploy(name, code));
    assert.equal(functionError, 'Unhandled');
    assert.match(payload, expected);
  }
});

test('changed code is run by the next invocation while the old one finishes', async (t) => {
  const { deploy, invoke } = lambdaFixture(t);
  const arn = await deploy(
    'change',
    `export const handler = async () => { await new Promise((r) => setTimeout(r, 100)); return 1; }`,
  );
  const old = invoke(arn);
  await deploy('change', `export const handler = async () => 2`);
  assert.equal((await invoke(arn)).payload, '2');
  assert.equal((await old).payload, '1');
});

test('rejects more invocations than the function has reserved, and takes the next one after', async (t) => {
  const { deploy, invoke } = lambdaFixture(t);
  const arn = await deploy(
    'two',
    `export const handler = async () => new Promise((r) => setTimeout(r, 100))`,
    {
      ReservedConcurrentExecutions: 2,
    },
  );
  const running = [invoke(arn), invoke(arn)];
  await assert.rejects(invoke(arn), {
    code: 'TooManyRequestsException',
    status: 429,
    members: { Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded', Type: 'User' },
  });
  await Promise.all(running);
  assert.equal((await invoke(arn)).functionError, undefined);
});

test('rejects more invocations than the account may run beside what is reserved', async (t) => {
  const { deploy, invoke } = lambdaFixture(t, { accountConcurrency: 102 });
  await deploy('reserved', `export const handler = async () => 1`, { ReservedConcurrentExecutions: 2 });
  const arn = await deploy(
    'free',
    `export const handler = async () => new Promise((r) => setTimeout(r, 100))`,
  );
  const running = Array.from({ length: 100 }, () => invoke(arn));
  await assert.rejects(invoke(arn), {
    members: { Reason: 'ConcurrentInvocationLimitExceeded', Type: 'User' },
  });
  await Promise.all(running);
});

test('rejects a function that reserves what others need', async (t) => {
  const { deploy } = lambdaFixture(t, { accountConcurrency: 150 });
  const reserve = (name: string, ReservedConcurrentExecutions: number) =>
    deploy(name, `export const handler = async () => 1`, { ReservedConcurrentExecutions });
  await reserve('a', 30);
  await reserve('b', 20);
  await reserve('b', 20);
  await assert.rejects(reserve('c', 1), {
    code: 'InvalidParameterValueException',
    message: /UnreservedConcurrentExecution below its minimum value of \[100\]/,
  });
});

test('rejects a payload over 6 MB, and an answer over 6 MB is a function error', async (t) => {
  const { deploy, invoke } = lambdaFixture(t);
  const arn = await deploy('big', `export const handler = async ({ size }) => 'x'.repeat(size)`);
  await assert.rejects(invoke(arn, { text: 'x'.repeat(6_291_456) }), {
    code: 'RequestTooLargeException',
    status: 413,
  });
  const { answer } = await invoke(arn, { size: 6_300_000 });
  assert.equal(answer['errorType'], 'Function.ResponseSizeTooLarge');
});

test("an invocation needs lambda:InvokeFunction, judged with the function's own policy", async (t) => {
  const { deploy, lambda, apply, asked, denied } = lambdaFixture(t);
  const arn = await deploy('guarded', `export const handler = async () => 1`);
  await apply('AWS::Lambda::Permission', {
    FunctionName: arn,
    Action: 'lambda:InvokeFunction',
    Principal: 'events.amazonaws.com',
    SourceArn: 'arn:aws:events:eu-central-1:000000000000:rule/tick',
  });
  const caller = { kind: 'service', service: 'events.amazonaws.com', sourceArn: 'arn:x' } as const;
  await lambda.invoke({ functionArn: arn, payload: {}, caller });
  const { access } = asked.find(({ access }) => access.action === 'lambda:InvokeFunction') ?? assert.fail();
  assert.equal(access.resource, arn);
  const [statement] = [access.resourcePolicy?.Statement ?? []].flat();
  assert.deepEqual(statement?.Principal, { Service: 'events.amazonaws.com' });
  assert.deepEqual(statement?.Condition, {
    ArnLike: { 'aws:SourceArn': 'arn:aws:events:eu-central-1:000000000000:rule/tick' },
  });
  denied.add('lambda:InvokeFunction');
  await assert.rejects(lambda.invoke({ functionArn: arn, payload: {}, caller }), { code: 'AccessDenied' });
});

test('what a function logs carries time, request id and level, and goes out only if its role may log', async (t) => {
  const { deploy, invoke, lines, asked, denied, warnings } = lambdaFixture(t);
  const code = `export const handler = async () => { console.warn('low %s', 'tide'); process.stdout.write('raw\\n'); }`;
  const { requestId } = await invoke(await deploy('talks', code));
  await until(() => lines.length >= 2, 'the lines arrive');
  assert.match(lines[0] ?? '', new RegExp(`^\\d{4}-.*Z\\t${requestId}\\tWARN\\tlow tide$`));
  assert.equal(lines[1], 'raw');
  const log = asked.find(({ access }) => access.action === 'logs:PutLogEvents') ?? assert.fail();
  assert.deepEqual(log.caller, { kind: 'role', arn: ROLE });
  assert.match(
    log.access.resource,
    /^arn:aws:logs:eu-central-1:000000000000:log-group:\/aws\/lambda\/talks:log-stream:/,
  );

  denied.add('logs:PutLogEvents');
  await invoke(await deploy('silent', `export const handler = async () => { console.log('unheard'); }`));
  assert.match(warnings.join(), /log of function silent is dropped/);
  denied.clear();
  await invoke(await deploy('heard', `export const handler = async () => { console.log('heard'); }`));
  await until(() => lines.some((line) => line.endsWith('\theard')), 'a later line arrives');
  assert.ok(!lines.some((line) => line.includes('unheard')));
});

test('JSON logging keeps objects as they are', async (t) => {
  const { deploy, invoke, lines } = lambdaFixture(t);
  const code = `export const handler = async () => { console.log({ attempt: 1 }); }`;
  const { requestId } = await invoke(
    await deploy('json', code, { LoggingConfig: { LogFormat: 'JSON', LogGroup: 'mine' } }),
  );
  await until(() => lines.length > 0, 'the line arrives');
  const { timestamp: _, ...line } = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
  assert.deepEqual(line, { level: 'INFO', requestId, message: { attempt: 1 } });
});

test('JSON logging keeps the text of an error inside an object', async (t) => {
  const { deploy, invoke, lines } = lambdaFixture(t);
  const code = `export const handler = async () => { console.error({ event: 'failed', error: new TypeError('why') }); }`;
  await invoke(await deploy('json', code, { LoggingConfig: { LogFormat: 'JSON', LogGroup: 'mine' } }));
  await until(() => lines.length > 0, 'the line arrives');
  const { message } = JSON.parse(lines[0] ?? '') as { message: { error: Record<string, unknown> } };
  assert.deepEqual([message.error['errorType'], message.error['errorMessage']], ['TypeError', 'why']);
});

test('Invoke answers with the error, the version and the log that was asked for', async (t) => {
  const { deploy, call } = lambdaFixture(t);
  await deploy(
    'api',
    `export const handler = async (event) => { console.log('seen'); if (event.bad) throw new Error('bad'); return event; }`,
  );
  const good = await call('Invoke', { FunctionName: 'api', Payload: '{"a":1}', LogType: 'Tail' });
  assert.equal(good['Payload'], '{"a":1}');
  assert.equal(good['ExecutedVersion'], '$LATEST');
  assert.match(
    Buffer.from(String(good['LogResult']), 'base64').toString(),
    /^START RequestId: .*\n.*INFO\tseen\nEND RequestId/,
  );
  const bad = await call('Invoke', { FunctionName: 'api', Payload: '{"bad":true}' });
  assert.equal(bad['FunctionError'], 'Unhandled');
  assert.equal(bad['LogResult'], undefined);
  assert.equal((await call('Invoke', { FunctionName: 'api', InvocationType: 'DryRun' }))['StatusCode'], 204);
});

test('fails for a function that is not there, a version, and a payload that is not JSON', async (t) => {
  const { call, deploy, lambda } = lambdaFixture(t);
  await deploy('api', `export const handler = async () => 1`);
  await assert.rejects(call('Invoke', { FunctionName: 'nobody' }), {
    code: 'ResourceNotFoundException',
    status: 404,
  });
  await assert.rejects(call('Invoke', { FunctionName: 'api:7' }), { code: 'ResourceNotFoundException' });
  await assert.rejects(call('Invoke', { FunctionName: 'api', Payload: '{' }), {
    code: 'InvalidRequestContentException',
  });
  await lambda.stop();
  await assert.rejects(lambda.invoke({ functionArn: 'api', payload: 1, caller: ADMINISTRATOR }), {
    code: 'ServiceException',
  });
});
