import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { provideSdk } from '../../../../../local/lambda/worker/provide-sdk.ts';

// https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html: the runtime brings the AWS SDK.
const root = mkdtempSync(join(tmpdir(), 'provide-sdk-'));
after(() => rmSync(root, { recursive: true }));
provideSdk();

test('code without packages of its own imports the AWS SDK', async () => {
  const loaded = await load('a/index.mjs', "export { SQSClient as found } from '@aws-sdk/client-sqs';");
  assert.equal(typeof loaded['found'], 'function');
});

test('code in CommonJS requires it', async () => {
  const loaded = await load('b/index.cjs', "exports.found = require('@aws-sdk/client-sqs').SQSClient;");
  assert.equal(typeof loaded['found'], 'function');
});

test('what the code brings itself goes before', async () => {
  const own = join(root, 'c/node_modules/@aws-sdk/client-sqs');
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, 'package.json'), JSON.stringify({ name: '@aws-sdk/client-sqs', main: 'index.js' }));
  writeFileSync(join(own, 'index.js'), "exports.SQSClient = 'its own';");
  const loaded = await load('c/index.mjs', "export { SQSClient as found } from '@aws-sdk/client-sqs';");
  assert.equal(loaded['found'], 'its own');
});

test('rejects any other package that the code does not bring', async () => {
  await assert.rejects(
    load('d/index.mjs', "export * from 'fast-check';"),
    /Cannot find package 'fast-check'/,
  );
});

async function load(path: string, source: string): Promise<Record<string, unknown>> {
  const file = join(root, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, source);
  return (await import(pathToFileURL(file).href)) as Record<string, unknown>;
}
