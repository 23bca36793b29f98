import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { createEndpoint } from '../../../../local/endpoint/create-endpoint.ts';
import { createIam } from '../../../../local/iam/create-iam.ts';
import { createSqs } from '../../../../local/sqs/create-sqs.ts';
import { openDatabase } from '../../../../local/storage/open-database.ts';
import { rescueUnjudged } from '../../../../shared/dead-letter/rescue-unjudged.ts';
import { aSubscription } from '../../../fixtures/a-subscription.ts';

/** A client of an SQS whose short polls all miss, and a queue of it. */
async function missingQueue(t: TestContext) {
  const database = openDatabase(':memory:');
  const iam = createIam({ accountId: '111122223333', database, now: Date.now });
  const address = { url: '' };
  const context = {
    database,
    now: Date.now,
    accountId: '111122223333',
    region: 'eu-west-1',
    endpointUrl: () => address.url,
    authorize: iam.authorize,
    warn: (sentence: string) => t.diagnostic(sentence),
  };
  const { operations, stop } = createSqs(context, { miss: () => true });
  const endpoint = createEndpoint({
    context,
    callerOf: iam.callerOf,
    services: { sqs: { protocol: 'json1.0', targetPrefix: 'AmazonSQS', operations } },
  });
  address.url = await endpoint.listen(0);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const sqs = new SQSClient({ endpoint: address.url, region: 'eu-west-1', credentials });
  t.after(async () => {
    sqs.destroy();
    stop();
    await endpoint.close();
  });
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'dead' }));
  return { sqs, QueueUrl };
}

test('a dead letter that nobody judged is found although short polls find nothing', async (t) => {
  const { sqs, QueueUrl } = await missingQueue(t);
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'no event' }));
  const rescued = await rescueUnjudged(
    {
      sqs,
      log: { get: never, exhaust: never, recordInterrupted: never, recordNeverAttempted: never },
      announceExhausted: never,
      now: Date.now,
      claimMs: 0,
      hasTime: () => true,
    },
    aSubscription(),
    QueueUrl,
  );
  assert.deepEqual(rescued, { rescued: 1, pipeline: 0, isComplete: true });
});

function never(): never {
  return assert.fail('it is no event, so it has no row');
}
