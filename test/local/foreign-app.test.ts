import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import type { EmbeddedAws } from '../../local/embedded-aws.ts';
import { eventually } from '../e2e/support/eventually.ts';
import { projectDirectory, projectFiles } from '../unit/project-files.ts';
import { type AwsClients, createAwsClients } from './aws-clients.ts';
import { startApp } from './start-app.ts';

const directory = mkdtempSync(join(tmpdir(), 'foreign-app-'));
const warnings: string[] = [];
let aws: EmbeddedAws;
let clients: AwsClients;

before(async () => {
  aws = await startApp({
    app: 'test/local/foreign-app/app.ts',
    directory,
    onLine: (line) => warnings.push(line),
  });
  clients = createAwsClients(aws);
});

after(async () => {
  clients?.destroy();
  await aws?.stop();
  rmSync(directory, { recursive: true });
});

test('a message sent to a queue of somebody else’s app ends as an item in its table', async () => {
  await send({ isbn: '1', title: 'Middlemarch' });
  assert.equal(await titleOf('1'), 'Middlemarch');
});

test('an event on its bus goes by rule, queue and function into its table', async () => {
  const entry = { EventBusName: output('DeskName'), Source: 'desk', DetailType: 'book.returned' };
  const { FailedEntryCount } = await clients.events.send(
    new PutEventsCommand({ Entries: [{ ...entry, Detail: JSON.stringify({ isbn: '2', title: 'Emma' }) }] }),
  );
  assert.equal(FailedEntryCount, 0);
  assert.equal(await titleOf('2'), 'Emma');
});

test('what its function reports as failed ends in its dead-letter queue, unchanged', async () => {
  await send({ title: 'no book' });
  const { Messages } = await clients.sqs.send(
    new ReceiveMessageCommand({ QueueUrl: output('LostUrl'), WaitTimeSeconds: 20 }),
  );
  assert.deepEqual(
    Messages?.map(({ Body }) => Body),
    [JSON.stringify({ title: 'no book' })],
  );
});

test('no file of the embedded AWS knows what it is used for', () => {
  const files = projectFiles('local/**/*.ts');
  assert.ok(files.length > 200, `only ${files.length} files were found`);
  const knowing = files.filter((path) =>
    /freyavoice|webhook|sub_/i.test(readFileSync(join(projectDirectory, path), 'utf8')),
  );
  assert.deepEqual(knowing, []);
});

function output(name: string): string {
  const value = aws.outputs[name];
  assert.ok(value, `no output ${name} among ${Object.keys(aws.outputs).join(', ')}`);
  return value;
}

async function send(message: object): Promise<void> {
  const QueueUrl = output('ReturnedUrl');
  await clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(message) }));
}

async function titleOf(isbn: string): Promise<string | undefined> {
  try {
    return await eventually(
      `book ${isbn} is on the shelf`,
      async () => {
        const { Item } = await clients.dynamodb.send(
          new GetItemCommand({ TableName: output('ShelfName'), Key: { isbn: { S: isbn } } }),
        );
        return Item?.['title']?.S;
      },
      60_000,
    );
  } catch (error) {
    throw new Error(`It is not there; what was logged:\n${warnings.join('\n')}`, { cause: error });
  }
}
