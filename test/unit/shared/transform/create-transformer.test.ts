import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createTransformer } from '../../../../shared/transform/create-transformer.ts';

const transformer = createTransformer({
  processUrl: new URL('../../../../lambdas/deliver/transform-process.ts', import.meta.url),
  readable: '*',
});
after(() => transformer.stop());

const BODY = JSON.stringify({
  event: 'call.ended',
  timestamp: '2024-01-15T10:30:00Z',
  data: { call_id: 'call_123', duration: 120, outcome: 'success' },
});

function transform(expression: string, messageId = 'msg_1', accountId = 'demo') {
  return transformer.transform({ accountId, expression, body: BODY, messageId });
}

async function failureOf(expression: string) {
  const result = await transform(expression);
  assert.ok('failed' in result, JSON.stringify(result).slice(0, 200));
  return result.failed;
}

const DOUBLE = (times: number) =>
  `($f := function($s, $n) { $n = 0 ? $s : $f($s & $s, $n - 1) }; $f("0123456789abcdef", ${times}))`;

test('the result as JSON is the body', async () => {
  assert.deepEqual(await transform('{ "text": data.call_id & " took " & data.duration & " s" }'), {
    body: '{"text":"call_123 took 120 s"}',
  });
  assert.deepEqual(await transform('$'), { body: BODY });
});

test('what an expression does to JSONata itself reaches no other account', async () => {
  await meddle();
  assert.deepEqual(await upperCased(), { body: '"SUCCESS"' });
  await Promise.all([meddle(), meddle(), meddle()]);
  for (const result of await Promise.all([upperCased(), upperCased(), upperCased()]))
    assert.deepEqual(result, { body: '"SUCCESS"' });
});

async function meddle(): Promise<void> {
  const expression =
    '( $ ~> | $uppercase | { "implementation": function($x) { $x & " was here" } } |; $uppercase("i") )';
  assert.deepEqual(await transform(expression, 'msg_1', 'meddler'), { body: '"i was here"' });
}

function upperCased() {
  return transform('$uppercase(data.outcome)', 'msg_2', 'other');
}

test('a regular expression that never ends is ended in a second, and the next transform is not harmed', async () => {
  const started = performance.now();
  assert.equal(await failureOf('$match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /(a+)+$/)'), 'timeout');
  assert.ok(performance.now() - started < 8_000);
  assert.equal(await failureOf('($f := function() { $f() }; $f())'), 'timeout');
  assert.deepEqual(await transform('event'), { body: '"call.ended"' });
});

test('a string doubler is ended, whether it runs out of memory, length or time', async () => {
  for (const expression of [DOUBLE(40), DOUBLE(24), `$uppercase(${DOUBLE(22)})`, `$split(${DOUBLE(20)}, "")`])
    assert.match(await failureOf(expression), /^(?:out_of_memory|error|timeout|too_large)$/);
  for (const expression of [
    '$pad("x", 500000000)',
    '[1..9999999]',
    '($f := function($n) { [$f($n + 1)] }; $f(0))',
  ])
    assert.match(await failureOf(expression), /^(?:out_of_memory|timeout)$/);
  assert.deepEqual(await transform('event'), { body: '"call.ended"' });
});

test('a result of more than 256 KB is refused, and one of just that much is not', async () => {
  assert.equal(await failureOf('$pad("x", 262143)'), 'too_large');
  const result = await transform('$pad("x", 262142)');
  assert.ok('body' in result && result.body.length === 262_144);
});

test('an expression that gives nothing or fails says so, without the message in what is stored', async () => {
  assert.equal(await failureOf('data.missing'), 'no_result');
  const result = await transform('$error("no " & data.call_id)');
  assert.deepEqual(result, {
    failed: 'error',
    detail: 'JSONata error D3137 at character 7',
    message: 'no call_123 at character 7',
  });
});

test('what is random or of the moment depends on the message alone', async () => {
  const expression = '[$now(), $millis(), $random(), $shuffle([1..20])]';
  const first = await transform(expression);
  assert.ok('body' in first);
  assert.match(first.body, /^\["2024-01-15T10:30:00.000Z",1705314600000,0\.\d+,/);
  assert.deepEqual(await transform(expression), first);
  assert.notDeepEqual(await transform(expression, 'msg_2'), first);
});

test('many at once are all answered', async () => {
  const all = await Promise.all(Array.from({ length: 50 }, (_, n) => transform(`${n}`)));
  assert.deepEqual(
    all,
    Array.from({ length: 50 }, (_, n) => ({ body: String(n) })),
  );
});

test('fails where the process cannot be started', async () => {
  const broken = createTransformer({ processUrl: new URL('file:///no/such/module.mjs'), readable: '*' });
  await assert.rejects(
    broken.transform({ accountId: 'demo', expression: '1', body: BODY, messageId: 'msg_1' }),
    /did not start: it ended/,
  );
});

test('where processes cannot even be asked for, every transform is refused, and none waits for ever', async () => {
  // No argument of a process can hold this.
  const broken = createTransformer({ processUrl: new URL('file:///no/such/module.mjs'), readable: '\0' });
  const all = Array.from({ length: 5 }, () =>
    broken.transform({ accountId: 'demo', expression: '1', body: BODY, messageId: 'msg_1' }),
  );
  const refused = (await Promise.allSettled(all)).filter(({ status }) => status === 'rejected');
  assert.equal(refused.length, 5);
});
