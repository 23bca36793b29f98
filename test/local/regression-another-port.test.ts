import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { GetQueueUrlCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { createAwsClients } from './aws-clients.ts';
import { startSynthesizedStack } from './synthesized-stack.ts';

const QueueName = 'webhooks-test-ingest-dlq';

test('a data directory that is started under another port keeps the queues of its stack and what they hold', async (t) => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'webhooks-port-'));
  t.after(() => rmSync(dataDirectory, { recursive: true }));
  // A template that is not changed: only the address of the endpoint, and so of every queue, is another.
  const first = await startSynthesizedStack({ dataDirectory });
  const before = createAwsClients(first);
  const { QueueUrl } = await before.sqs.send(new GetQueueUrlCommand({ QueueName }));
  await before.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'kept' }));
  before.destroy();
  await first.stop();

  const second = await startSynthesizedStack({ dataDirectory });
  t.after(() => second.stop());
  assert.notEqual(second.endpointUrl, first.endpointUrl);
  const after = createAwsClients(second);
  t.after(() => after.destroy());
  const found = await after.sqs.send(new GetQueueUrlCommand({ QueueName }));
  const { Messages = [] } = await after.sqs.send(new ReceiveMessageCommand({ QueueUrl: found.QueueUrl }));
  assert.deepEqual(
    Messages.map(({ Body }) => Body),
    ['kept'],
  );
});
