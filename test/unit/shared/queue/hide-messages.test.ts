import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SQSClient } from '@aws-sdk/client-sqs';
import { hideMessages } from '../../../../shared/queue/hide-messages.ts';
import { clientConfig, startEndpoint } from '../../local/endpoint/start-endpoint.ts';
import { createFixture } from '../../local/sqs/sqs-fixture.ts';

const HOUR_MS = 3_600_000;

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html:
// twelve hours, counted from the receive; more is an error.
test('a message that is due in days is hidden for as long as SQS can, even late in a long batch', async (t) => {
  const { client, queueUrl, fixture } = await aQueue(t);
  fixture.send(queueUrl, 'far');
  const [message] = fixture.receive(queueUrl);
  fixture.pass(14 * 60);
  const until = fixture.context.now() + 48 * HOUR_MS;
  const hidden = [{ receiptHandle: message?.ReceiptHandle ?? '', until }];
  assert.deepEqual(await hideMessages(client, queueUrl, hidden, fixture.context.now()), []);
  fixture.pass(11 * 3_600);
  assert.deepEqual(fixture.receive(queueUrl), []);
  fixture.pass(3_600);
  assert.equal(fixture.receive(queueUrl).length, 1);
});

test('more messages than one call takes are hidden, each to its time, one that is overdue not at all', async (t) => {
  const { client, queueUrl, fixture } = await aQueue(t);
  for (let index = 0; index < 12; index += 1) fixture.send(queueUrl, String(index));
  const received = [1, 2].flatMap(() => fixture.receive(queueUrl, { MaxNumberOfMessages: 10 }));
  const now = fixture.context.now();
  const hidden = received.map(({ ReceiptHandle }, index) => ({
    receiptHandle: ReceiptHandle,
    until: now + index * 1_000 - 1_000,
  }));
  assert.deepEqual(await hideMessages(client, queueUrl, hidden, now), []);
  assert.equal(fixture.receive(queueUrl, { MaxNumberOfMessages: 10 }).length, 2);
  fixture.pass(10);
  assert.equal(fixture.receive(queueUrl, { MaxNumberOfMessages: 10 }).length, 10);
});

test('what could not be hidden is told with the reason of SQS', async (t) => {
  const { client, queueUrl, fixture } = await aQueue(t);
  const hidden = [{ receiptHandle: 'nonsense', until: 1 }];
  const [failure] = await hideMessages(client, queueUrl, hidden, fixture.context.now());
  assert.match(failure ?? '', /^ReceiptHandleIsInvalid: /);
});

async function aQueue(t: Parameters<typeof startEndpoint>[0]) {
  const fixture = createFixture();
  const { url } = await startEndpoint(t, {
    services: {
      sqs: {
        protocol: 'json1.0',
        targetPrefix: 'AmazonSQS',
        errorNamespace: 'com.amazonaws.sqs',
        queryCompatible: true,
        operations: fixture.sqs.operations,
      },
    },
  });
  const client = new SQSClient({ ...clientConfig(url), useQueueUrlAsEndpoint: false });
  t.after(() => client.destroy());
  return { fixture, client, queueUrl: fixture.queue('jobs', { VisibilityTimeout: '1800' }) };
}
