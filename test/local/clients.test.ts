import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ConditionalCheckFailedException, DynamoDB, type QueryCommandOutput } from '@aws-sdk/client-dynamodb';
import { InvalidCiphertextException, KMS } from '@aws-sdk/client-kms';
import { ResourceNotFoundException as NoSecret, SecretsManager } from '@aws-sdk/client-secrets-manager';
import { QueueDeletedRecently, QueueDoesNotExist, ReceiptHandleIsInvalid, SQS } from '@aws-sdk/client-sqs';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { localAwsAccess } from '../../demo/aws-access.ts';
import { type EmbeddedAws, startEmbeddedAws } from '../../local/embedded-aws.ts';

/**
 * The JavaScript SDK against the embedded AWS as it is started, each service once. Lambda and EventBridge have tests
 * with their clients of their own.
 */
const directory = mkdtempSync(join(tmpdir(), 'clients-'));
let aws: EmbeddedAws;
let access: ReturnType<typeof localAwsAccess>;

before(async () => {
  const stack = { type: 'aws:cloudformation:stack', properties: { templateFile: 'template.json' } };
  writeFileSync(join(directory, 'manifest.json'), JSON.stringify({ artifacts: { Empty: stack } }));
  writeFileSync(join(directory, 'template.json'), JSON.stringify({ Resources: {} }));
  aws = await startEmbeddedAws({
    assemblyDirectory: directory,
    dataDirectory: ':memory:',
    awsPort: 0,
    apiPort: 0,
    onLog: () => undefined,
    onWarning: (sentence) => assert.fail(sentence),
  });
  access = localAwsAccess(aws.endpointUrl, aws.region);
});
after(async () => {
  await aws?.stop();
  rmSync(directory, { recursive: true });
});

test('SQS: a message goes through its life, with digests that the SDK checks', async (t) => {
  const sqs = new SQS(access);
  t.after(() => sqs.destroy());
  const { QueueUrl = '' } = await sqs.createQueue({ QueueName: 'jobs' });
  const MessageAttributes = {
    round: { DataType: 'Number', StringValue: '2' },
    bytes: { DataType: 'Binary', BinaryValue: Uint8Array.of(0, 1, 255) },
  };
  await sqs.sendMessage({ QueueUrl, MessageBody: 'é 😀', MessageAttributes });
  const receive = { QueueUrl, WaitTimeSeconds: 5, MessageAttributeNames: ['All'] };
  const [message] = (await sqs.receiveMessage(receive)).Messages ?? [];
  assert.equal(message?.Body, 'é 😀');
  assert.deepEqual(message?.MessageAttributes, MessageAttributes);
  const { ReceiptHandle = '' } = message ?? {};
  await sqs.changeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 });
  const [again] = (await sqs.receiveMessage(receive)).Messages ?? [];
  assert.equal(again?.MessageId, message?.MessageId);
  await sqs.deleteMessage({ QueueUrl, ReceiptHandle: again?.ReceiptHandle });
  const { Attributes } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['All'] });
  assert.equal(Attributes?.['ApproximateNumberOfMessages'], '0');
  assert.equal(Attributes?.['ApproximateNumberOfMessagesNotVisible'], '0');
});

test('SQS: refusals are the classes of the SDK', async (t) => {
  const sqs = new SQS(access);
  t.after(() => sqs.destroy());
  await assert.rejects(sqs.getQueueUrl({ QueueName: 'none' }), QueueDoesNotExist);
  const { QueueUrl = '' } = await sqs.createQueue({ QueueName: 'short-lived' });
  await assert.rejects(sqs.deleteMessage({ QueueUrl, ReceiptHandle: 'x' }), ReceiptHandleIsInvalid);
  await sqs.deleteQueue({ QueueUrl });
  await assert.rejects(sqs.createQueue({ QueueName: 'short-lived' }), QueueDeletedRecently);
});

test('DynamoDB: items of every type come back, pages add up, a failed condition gives the item', async (t) => {
  const dynamodb = new DynamoDB(access);
  t.after(() => dynamodb.destroy());
  const TableName = 'shelf';
  await dynamodb.createTable({
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'N' },
    ],
  });
  const requests = Array.from({ length: 7 }, (_, sk) => ({ PutRequest: { Item: marshall(item(sk)) } }));
  await dynamodb.batchWriteItem({ RequestItems: { [TableName]: requests } });
  const found: unknown[] = [];
  let ExclusiveStartKey: QueryCommandOutput['LastEvaluatedKey'];
  do {
    const page: QueryCommandOutput = await dynamodb.query({
      TableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: marshall({ ':pk': 'a' }),
      Limit: 3,
      ...(ExclusiveStartKey && { ExclusiveStartKey }),
    });
    found.push(...(page.Items ?? []).map((one) => unmarshall(one)));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  assert.deepEqual(found, [0, 1, 2, 3, 4, 5, 6].map(item));
  const update = dynamodb.updateItem({
    TableName,
    Key: marshall({ pk: 'a', sk: 1 }),
    UpdateExpression: 'SET #n = :n',
    ConditionExpression: 'attribute_not_exists(pk)',
    ExpressionAttributeNames: { '#n': 'name' },
    ExpressionAttributeValues: marshall({ ':n': 1 }),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
  await assert.rejects(update, (error) => {
    assert.ok(error instanceof ConditionalCheckFailedException);
    assert.deepEqual(unmarshall(error.Item ?? {}), item(1));
    return true;
  });
});

test('KMS: what was encrypted is decrypted under its context, and under no other', async (t) => {
  const kms = new KMS(access);
  t.after(() => kms.destroy());
  const { KeyMetadata } = await kms.createKey({});
  const EncryptionContext = { account: 'demo' };
  const key = await kms.generateDataKey({
    KeyId: KeyMetadata?.KeyId,
    KeySpec: 'AES_256',
    EncryptionContext,
  });
  const CiphertextBlob = key.CiphertextBlob;
  const { Plaintext } = await kms.decrypt({ CiphertextBlob, EncryptionContext });
  assert.deepEqual(Plaintext, key.Plaintext);
  assert.equal(Plaintext?.byteLength, 32);
  await assert.rejects(kms.decrypt({ CiphertextBlob }), InvalidCiphertextException);
});

test('Secrets Manager: a secret has its versions, and is gone when it was deleted', async (t) => {
  const secrets = new SecretsManager(access);
  t.after(() => secrets.destroy());
  const SecretId = 'key';
  await secrets.createSecret({ Name: SecretId, SecretString: 'one' });
  await secrets.putSecretValue({ SecretId, SecretString: 'two' });
  assert.equal((await secrets.getSecretValue({ SecretId })).SecretString, 'two');
  const before = await secrets.getSecretValue({ SecretId, VersionStage: 'AWSPREVIOUS' });
  assert.equal(before.SecretString, 'one');
  await secrets.deleteSecret({ SecretId, ForceDeleteWithoutRecovery: true });
  await assert.rejects(secrets.getSecretValue({ SecretId }), NoSecret);
});

function item(sk: number) {
  return {
    pk: 'a',
    sk,
    nested: { list: [1, 'zwei', null, true] },
    set: new Set(['x', 'y']),
    bytes: Uint8Array.of(0, 255),
  };
}
