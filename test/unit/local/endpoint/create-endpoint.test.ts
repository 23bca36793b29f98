import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { SQS } from '@aws-sdk/client-sqs';
import { AwsError } from '../../../../local/endpoint/aws-error.ts';
import type { Operations } from '../../../../local/endpoint/operation.ts';
import { securityTokenOperations } from '../../../../local/endpoint/security-token-operations.ts';
import type { WireService } from '../../../../local/endpoint/wire-service.ts';
import { ACCOUNT, SIGNED, clientConfig, open, startEndpoint } from './start-endpoint.ts';

const sqs = (operations: Operations): Record<string, WireService> => ({
  sqs: { protocol: 'json1.0', targetPrefix: 'AmazonSQS', queryCompatible: true, operations },
  sts: { protocol: 'query', version: '2011-06-15', operations: securityTokenOperations(ACCOUNT) },
});

const target = (name: string): Record<string, string> => ({ ...SIGNED, 'x-amz-target': `AmazonSQS.${name}` });

async function post(
  url: string,
  headers: Record<string, string>,
  body: string | Uint8Array<ArrayBuffer> = '{}',
): Promise<{ status: number; headers: Headers; body: Record<string, unknown> }> {
  const response = await fetch(url, { method: 'POST', headers, body });
  return { status: response.status, headers: response.headers, body: (await response.json()) as never };
}

test('rejects a request that nobody has signed, and a header that is no signature', async (t) => {
  const { url } = await startEndpoint(t, { services: sqs({ Echo: open((input) => input) }) });
  const bare = await post(url, { 'x-amz-target': 'AmazonSQS.Echo' });
  assert.equal(bare.status, 403);
  assert.equal(bare.body['__type'], 'MissingAuthenticationTokenException');
  const wrong = await post(url, { 'x-amz-target': 'AmazonSQS.Echo', authorization: 'Bearer x' });
  assert.equal(wrong.status, 400);
  assert.equal(wrong.body['__type'], 'IncompleteSignatureException');
});

test('a presigned query signs a request as the header does', async (t) => {
  const { url } = await startEndpoint(t, { services: sqs({ Who: open((_, caller) => caller) }) });
  const signed = `${url}/?X-Amz-Credential=local%2F20261124%2Feu-west-1%2Fsqs%2Faws4_request`;
  const { body } = await post(signed, { 'x-amz-target': 'AmazonSQS.Who' });
  assert.deepEqual(body, { kind: 'administrator', arn: `arn:aws:iam::${ACCOUNT}:root` });
});

test('every answer has a request id of its own', async (t) => {
  const { url } = await startEndpoint(t, { services: sqs({ Echo: open((input) => input) }) });
  const ids = await Promise.all(
    [1, 2].map(async () => (await post(url, target('Echo'))).headers.get('x-amzn-requestid')),
  );
  assert.match(ids[0] ?? '', /^[0-9a-f-]{36}$/);
  assert.notEqual(ids[0], ids[1]);
});

test('a compressed body is read as what it was', async (t) => {
  const { url } = await startEndpoint(t, { services: sqs({ Echo: open((input) => input) }) });
  const packed = Uint8Array.from(gzipSync('{"a":"ü"}'));
  const { body } = await post(url, { ...target('Echo'), 'content-encoding': 'gzip' }, packed);
  assert.deepEqual(body, { a: 'ü' });
  const broken = await post(url, { ...target('Echo'), 'content-encoding': 'gzip' }, '{}');
  assert.equal(broken.body['__type'], 'SerializationException');
  const bomb = Uint8Array.from(gzipSync(Buffer.alloc(17 * 1024 * 1024)));
  assert.equal((await post(url, { ...target('Echo'), 'content-encoding': 'gzip' }, bomb)).status, 413);
});

test('rejects a body that is too long or no JSON object', async (t) => {
  const { url } = await startEndpoint(t, { services: sqs({ Echo: open((input) => input) }) });
  const long = await post(url, target('Echo'), new Uint8Array(16 * 1024 * 1024 + 1));
  assert.equal(long.status, 413);
  assert.equal((await post(url, target('Echo'), '[1]')).body['__type'], 'SerializationException');
  assert.match(String((await post(url, target('Echo'), '{"a"')).body['message']), /not JSON/);
});

test('rejects what it does not know, by name and with what it knows', async (t) => {
  const { url } = await startEndpoint(t, { services: sqs({ Echo: open((input) => input) }) });
  const operation = await post(url, target('AddPermission'));
  assert.equal(operation.status, 400);
  assert.match(String(operation.body['message']), /AddPermission\. It knows: Echo/);
  const service = await post(url, { ...SIGNED, 'x-amz-target': 'Kinesis_20131202.PutRecord' });
  assert.match(String(service.body['message']), /Kinesis_20131202\.PutRecord\. Known: AmazonSQS/);
  const path = await fetch(`${url}/bucket/key`, { headers: SIGNED });
  assert.equal(path.status, 404);
  assert.match(await path.text(), /nothing at GET \/bucket\/key/);
});

test('rejects pages in a browser, whose requests have an origin or a host of their own', async (t) => {
  const { url } = await startEndpoint(t, { services: sqs({ Echo: open((input) => input) }) });
  const crossing = await post(url, { ...target('Echo'), origin: 'https://evil.example' });
  assert.equal(crossing.status, 403);
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  const head = Object.entries(target('Echo')).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`POST / HTTP/1.1\r\nHost: rebound.example\r\n${head.join('')}Content-Length: 2\r\n\r\n{}`);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  assert.match(answer.toString(), /^HTTP\/1\.1 403 /);
});

test('a bug is a 500 whose stack is told once to the operator and never to the client', async (t) => {
  const { url, warnings } = await startEndpoint(t, {
    services: sqs({
      Break: open(() => {
        throw new TypeError('secret detail');
      }),
    }),
  });
  const { status, body } = await post(url, target('Break'));
  assert.equal(status, 500);
  assert.equal(body['__type'], 'InternalFailure');
  assert.doesNotMatch(JSON.stringify(body), /secret detail/);
  assert.equal(warnings.length, 1);
  assert.match(warnings[0] ?? '', /AmazonSQS\.Break.*secret detail\n +at /s);
});

test('a fault refuses a call before it runs, or loses the answer after it has run', async (t) => {
  let runs = 0;
  const { url } = await startEndpoint(t, {
    services: sqs({ ListQueues: open(() => ({ QueueUrls: [String(++runs)] })) }),
    fault: (service, operation, caller) => {
      assert.deepEqual([service, operation, caller.kind], ['sqs', 'ListQueues', 'administrator']);
      if (runs === 0 && !refused) {
        refused = true;
        return new AwsError('ThrottlingException', 'Rate exceeded');
      }
      return runs === 0 ? 'drop-answer' : undefined;
    },
  });
  let refused = false;
  const client = new SQS(clientConfig(url));
  await assert.rejects(client.listQueues(), { name: 'ThrottlingException' });
  assert.equal(runs, 0);
  await assert.rejects(client.listQueues(), { code: 'ECONNRESET' });
  assert.equal(runs, 1);
  assert.deepEqual((await client.listQueues()).QueueUrls, ['2']);
});

test('an operation hears that its client has gone', async (t) => {
  const heard = Promise.withResolvers<string>();
  const begun = Promise.withResolvers<void>();
  const { url, warnings } = await startEndpoint(t, {
    services: sqs({
      Poll: open(async (_input, _caller, signal) => {
        begun.resolve();
        await once(signal, 'abort');
        heard.resolve('gone');
        return {};
      }),
    }),
  });
  const client = new AbortController();
  const answer = fetch(url, { method: 'POST', headers: target('Poll'), body: '{}', signal: client.signal });
  await begun.promise;
  client.abort();
  await assert.rejects(answer, { name: 'AbortError' });
  assert.equal(await heard.promise, 'gone');
  assert.deepEqual(warnings, []);
});

test('closing ends a long poll with its answer', async (t) => {
  const begun = Promise.withResolvers<void>();
  const { url, close } = await startEndpoint(t, {
    services: sqs({
      Poll: open(async (_input, _caller, signal) => {
        begun.resolve();
        await once(signal, 'abort');
        return { ended: true };
      }),
    }),
  });
  const answer = post(url, target('Poll'));
  await begun.promise;
  await close();
  assert.deepEqual((await answer).body, { ended: true });
});

test('STS says who the caller is, in XML', async (t) => {
  const { url } = await startEndpoint(t, { services: sqs({}) });
  const form = { ...SIGNED, 'content-type': 'application/x-www-form-urlencoded' };
  const ask = (action: string): Promise<Response> =>
    fetch(url, { method: 'POST', headers: form, body: `Action=${action}&Version=2011-06-15` });
  const text = await (await ask('GetCallerIdentity')).text();
  assert.match(text, /<GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:root<\/Arn>/);
  const foreign = await fetch(url, {
    method: 'POST',
    headers: form,
    body: 'Action=ListTopics&Version=2010-03-31',
  });
  assert.match(await foreign.text(), /<Message>.*ListTopics of a service of version 2010-03-31/);
  const refused = await ask('AssumeRole');
  assert.equal(refused.status, 400);
  assert.match(await refused.text(), /<Error><Type>Sender<\/Type><Code>UnknownOperationException<\/Code>/);
});
