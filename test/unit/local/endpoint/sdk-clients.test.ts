import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConditionalCheckFailedException, DynamoDB } from '@aws-sdk/client-dynamodb';
import { EventBridge, ResourceNotFoundException as NoBus } from '@aws-sdk/client-eventbridge';
import { Lambda, ResourceNotFoundException as NoFunction } from '@aws-sdk/client-lambda';
import { ResourceNotFoundException as NoSecret, SecretsManager } from '@aws-sdk/client-secrets-manager';
import { QueueDoesNotExist, SQS } from '@aws-sdk/client-sqs';
import { AwsError } from '../../../../local/endpoint/aws-error.ts';
import type { WireService } from '../../../../local/endpoint/wire-service.ts';
import { clientConfig, open, startEndpoint } from './start-endpoint.ts';

const denied = open(() => {
  throw new AwsError('AccessDenied', 'User: x is not authorized', 403);
});

function refusing(
  code: string,
  status = 400,
  members: Record<string, unknown> = {},
): ReturnType<typeof open> {
  return open(() => {
    throw new AwsError(code, `refused: ${code}`, status, members);
  });
}

const services: Record<string, WireService> = {
  sqs: {
    protocol: 'json1.0',
    targetPrefix: 'AmazonSQS',
    errorNamespace: 'com.amazonaws.sqs',
    queryCompatible: true,
    operations: {
      GetQueueUrl: open((input) => ({ QueueUrl: `http://127.0.0.1/1/${String(input['QueueName'])}` })),
      PurgeQueue: refusing('QueueDoesNotExist', 400, {
        queryErrorCode: 'AWS.SimpleQueueService.NonExistentQueue',
      }),
      DeleteQueue: open(() => undefined),
      ListQueues: denied,
    },
  },
  dynamodb: {
    protocol: 'json1.0',
    targetPrefix: 'DynamoDB_20120810',
    errorNamespace: 'com.amazonaws.dynamodb.v20120810',
    crc32: true,
    operations: {
      GetItem: open((input) => ({ Item: input['Key'] })),
      PutItem: refusing('ConditionalCheckFailedException', 400, { Item: { id: { S: 'ü' } } }),
      DescribeTable: denied,
    },
  },
  events: {
    protocol: 'json1.1',
    targetPrefix: 'AWSEvents',
    operations: {
      PutEvents: open((input) => ({ FailedEntryCount: 0, Entries: input['Entries'] })),
      DescribeEventBus: refusing('ResourceNotFoundException'),
    },
  },
  secretsmanager: {
    protocol: 'json1.1',
    targetPrefix: 'secretsmanager',
    operations: { GetSecretValue: refusing('ResourceNotFoundException') },
  },
  lambda: {
    protocol: 'rest-json',
    operations: {
      Invoke: open((input) => input),
      GetFunction: refusing('ResourceNotFoundException', 404),
      DeleteFunction: denied,
    },
    routes: [
      {
        method: 'POST',
        path: /^\/2015-03-31\/functions\/(?<name>[^/]+)\/invocations$/,
        operation: 'Invoke',
        input: ({ parameters, query, headers, body }) => ({
          ...parameters,
          qualifier: query.get('Qualifier'),
          type: headers['x-amz-invocation-type'],
          payload: body.toString(),
        }),
        answer: (output) => ({
          status: 202,
          headers: { 'x-amz-function-error': 'Unhandled' },
          body: JSON.stringify(output),
        }),
      },
      {
        method: 'GET',
        path: /^\/2015-03-31\/functions\/(?<name>[^/]+)$/,
        operation: 'GetFunction',
        input: () => ({}),
      },
      {
        method: 'DELETE',
        path: /^\/2015-03-31\/functions\/(?<name>[^/]+)$/,
        operation: 'DeleteFunction',
        input: () => ({}),
      },
    ],
  },
};

function refusal(name: string, status: number): (error: Error) => true {
  return (error) => {
    assert.equal(error.name, name);
    assert.equal(error.message, 'User: x is not authorized');
    assert.equal((error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode, status);
    return true;
  };
}

test('the SQS client reads answers, empty answers and its own error classes', async (t) => {
  const sqs = new SQS(clientConfig((await startEndpoint(t, { services })).url));
  assert.equal((await sqs.getQueueUrl({ QueueName: 'q' })).QueueUrl, 'http://127.0.0.1/1/q');
  await sqs.deleteQueue({ QueueUrl: 'http://127.0.0.1/1/q' });
  const error = await sqs.purgeQueue({ QueueUrl: 'q' }).catch((error: unknown) => error);
  assert.ok(error instanceof QueueDoesNotExist);
  assert.equal(error.message, 'refused: QueueDoesNotExist');
  assert.equal((error as { Code?: string }).Code, 'AWS.SimpleQueueService.NonExistentQueue');
  await assert.rejects(sqs.listQueues(), refusal('AccessDenied', 403));
});

test('the DynamoDB client reads items, checksums, and the item of a failed condition', async (t) => {
  const dynamodb = new DynamoDB(clientConfig((await startEndpoint(t, { services })).url));
  const Key = { id: { S: 'a' }, n: { N: '1' } };
  assert.deepEqual((await dynamodb.getItem({ TableName: 't', Key })).Item, Key);
  const error = await dynamodb.putItem({ TableName: 't', Item: Key }).catch((error: unknown) => error);
  assert.ok(error instanceof ConditionalCheckFailedException);
  assert.deepEqual(error.Item, { id: { S: 'ü' } });
  await assert.rejects(dynamodb.describeTable({ TableName: 't' }), refusal('AccessDeniedException', 400));
});

test('the EventBridge and Secrets Manager clients read answers and errors', async (t) => {
  const { url } = await startEndpoint(t, { services });
  const events = new EventBridge(clientConfig(url));
  const put = await events.putEvents({ Entries: [{ Source: 's', DetailType: 'd', Detail: '{}' }] });
  assert.equal(put.FailedEntryCount, 0);
  await assert.rejects(events.describeEventBus({ Name: 'b' }), NoBus);
  const secrets = new SecretsManager(clientConfig(url));
  await assert.rejects(secrets.getSecretValue({ SecretId: 'x' }), NoSecret);
});

test('the Lambda client takes routes with parameters, query, headers and payload', async (t) => {
  const lambda = new Lambda(clientConfig((await startEndpoint(t, { services })).url));
  const answer = await lambda.invoke({
    FunctionName: 'arn:aws:lambda:eu-west-1:1:function:f',
    Qualifier: '$LATEST',
    InvocationType: 'Event',
    Payload: '{"a":1}',
  });
  assert.equal(answer.StatusCode, 202);
  assert.equal(answer.FunctionError, 'Unhandled');
  assert.deepEqual(JSON.parse(answer.Payload?.transformToString() ?? ''), {
    name: 'arn:aws:lambda:eu-west-1:1:function:f',
    qualifier: '$LATEST',
    type: 'Event',
    payload: '{"a":1}',
  });
  await assert.rejects(lambda.getFunction({ FunctionName: 'f' }), (error) => {
    assert.ok(error instanceof NoFunction);
    assert.equal(error.message, 'refused: ResourceNotFoundException');
    return true;
  });
  await assert.rejects(lambda.deleteFunction({ FunctionName: 'f' }), refusal('AccessDeniedException', 403));
});
