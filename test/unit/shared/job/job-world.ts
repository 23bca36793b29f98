import { setTimeout } from 'node:timers/promises';
import type { TestContext } from 'node:test';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateArchiveCommand,
  CreateEventBusCommand,
  EventBridgeClient,
  ListReplaysCommand,
  PutRuleCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  ListMessageMoveTasksCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { createDynamoDb } from '../../../../local/dynamodb/create-dynamodb.ts';
import { AwsError } from '../../../../local/endpoint/aws-error.ts';
import { createEndpoint } from '../../../../local/endpoint/create-endpoint.ts';
import { createEventBridge } from '../../../../local/eventbridge/create-eventbridge.ts';
import { createIam } from '../../../../local/iam/create-iam.ts';
import { createSqs } from '../../../../local/sqs/create-sqs.ts';
import { openDatabase } from '../../../../local/storage/open-database.ts';
import type { Job } from '../../../../shared/job/job.ts';
import { createJobStore } from '../../../../shared/job/job-store.ts';
import { createReplayLock } from '../../../../shared/job/replay-lock.ts';
import { runJob } from '../../../../shared/job/run-job.ts';
import { resourceArns } from '../../../../shared/provisioning/resource-arns.ts';
import { resourceNames } from '../../../../shared/provisioning/resource-names.ts';
import type { Subscription } from '../../../../shared/subscription/subscription.ts';
import { aSubscription } from '../../../fixtures/a-subscription.ts';

const ACCOUNT = '111122223333';
const PREFIX = 'webhooks-test';
const TABLE = 'subscriptions';

const settings = {
  prefix: PREFIX,
  eventBusName: PREFIX,
  shardCount: 1,
  deliverFunctionArn: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:deliver`,
  ingestDeadLetterQueueArn: '',
  visibilityTimeoutSeconds: 8,
  queueRetentionSeconds: 600,
  deadLetterQueueRetentionSeconds: 600,
  ruleSettleSeconds: 60,
  queueRemovalDelaySeconds: 0,
  disableAfterSeconds: 60,
};

export type JobWorld = Awaited<ReturnType<typeof jobWorld>>;

/** One subscription with what it has in the embedded AWS, and jobs that are run against it by a clock of their own. */
export async function jobWorld(test: TestContext, limits: { readonly concurrentReplays?: number } = {}) {
  const calls: string[] = [];
  let callsLeft = Infinity;
  const failures: string[] = [];
  const endpoint = await startServices(test, limits, (operation) => {
    calls.push(operation);
    return callsLeft-- <= 0 ? new AwsError('InternalServerError', 'died', 500) : undefined;
  });
  const options = {
    endpoint,
    region: 'eu-west-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  const dynamodb = new DynamoDBClient(options);
  const events = new EventBridgeClient(options);
  const sqs = new SQSClient(options);
  test.after(() => [dynamodb, events, sqs].forEach((client) => client.destroy()));
  const subscription = { current: aSubscription() as Subscription | undefined };
  await Promise.all([createTable(dynamodb), createBus(events)]);
  const { queueUrl, deadLetterQueueUrl } = await createQueues(sqs, aSubscription().id);

  // A replay's and a task's own times are the embedded AWS's: the clock runs with it and can be put forward.
  const clock = { ahead: 0 };
  const now = () => Date.now() + clock.ahead;
  const jobs = createJobStore({ dynamodb, table: TABLE, now });
  const dependencies = {
    jobs,
    sqs,
    events,
    settings,
    subscriptions: { get: () => Promise.resolve(subscription.current) },
    replayLock: createReplayLock({ dynamodb, table: TABLE }),
    archiveDelayMs: 600_000,
    now,
    waitUntil: () => setTimeout(5),
    noteFailure: ({ id }: Job) => void failures.push(id),
  };
  return {
    jobs,
    /** The jobs that an operator was told of, each as often as that. */
    failures,
    calls,
    clock,
    now,
    subscription,
    replayLock: dependencies.replayLock,
    /** Runs it until it waits for more than a moment. */
    run: (id: string) => runJob(dependencies, { accountId: 'demo', id }, now() + 1_500),
    /** Runs it as a tick does, which waits for nothing. */
    tick: (id: string) => runJob(dependencies, { accountId: 'demo', id }, now()),
    /** Lets that many further calls through and has all later ones fail, as if the function had died there. */
    dieAfter: (count: number) => {
      callsLeft = count;
    },
    live: () => {
      callsLeft = Infinity;
    },
    replays: async () => (await events.send(new ListReplaysCommand({}))).Replays ?? [],
    moveTasks: async () => {
      const SourceArn = resourceArns(settings, aSubscription().id).deadLetterQueue;
      const { Results = [] } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn, MaxResults: 10 }));
      return Results;
    },
    addDeadLetter: () =>
      sqs.send(new SendMessageCommand({ QueueUrl: deadLetterQueueUrl, MessageBody: '{}' })),
    removeDeadLetterQueue: () => sqs.send(new DeleteQueueCommand({ QueueUrl: deadLetterQueueUrl })),
    sqs,
    queueUrl,
  };
}

async function startServices(
  test: TestContext,
  limits: { readonly concurrentReplays?: number },
  fault: (operation: string) => AwsError | undefined,
): Promise<string> {
  const database = openDatabase(':memory:');
  const iam = createIam({ accountId: ACCOUNT, database, now: Date.now });
  const address = { url: '' };
  const context = {
    database,
    now: Date.now,
    accountId: ACCOUNT,
    region: 'eu-west-1',
    endpointUrl: () => address.url,
    authorize: iam.authorize,
    warn: (sentence: string) => test.diagnostic(sentence),
  };
  const tables = createDynamoDb(context);
  const queues = createSqs(context);
  const buses = createEventBridge(
    context,
    { sqs: queues.operations, invokeFunction: () => Promise.resolve(), assumeRole: () => undefined },
    { limits },
  );
  const endpoint = createEndpoint({
    context,
    callerOf: iam.callerOf,
    services: {
      dynamodb: { protocol: 'json1.0', targetPrefix: 'DynamoDB_20120810', operations: tables.operations },
      events: { protocol: 'json1.1', targetPrefix: 'AWSEvents', operations: buses.operations },
      sqs: {
        protocol: 'json1.0',
        targetPrefix: 'AmazonSQS',
        operations: queues.operations,
        errorNamespace: 'com.amazonaws.sqs',
        queryCompatible: true,
      },
    },
    fault: (_service, operation) => fault(operation),
  });
  buses.start();
  test.after(async () => {
    await buses.stop();
    queues.stop();
    tables.stop();
    await endpoint.close();
  });
  address.url = await endpoint.listen(0);
  return address.url;
}

async function createTable(dynamodb: DynamoDBClient): Promise<void> {
  await dynamodb.send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
        { AttributeName: 'dirty', AttributeType: 'S' },
        { AttributeName: 'dirty_at', AttributeType: 'N' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'dirty',
          KeySchema: [
            { AttributeName: 'dirty', KeyType: 'HASH' },
            { AttributeName: 'dirty_at', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    }),
  );
}

async function createBus(events: EventBridgeClient): Promise<void> {
  const { EventBusArn: EventSourceArn } = await events.send(new CreateEventBusCommand({ Name: PREFIX }));
  await events.send(new CreateArchiveCommand({ ArchiveName: PREFIX, EventSourceArn }));
  const Name = resourceNames(PREFIX, aSubscription().id).rule;
  await events.send(
    new PutRuleCommand({ Name, EventBusName: PREFIX, EventPattern: '{"source":["freyavoice.test"]}' }),
  );
}

async function createQueues(sqs: SQSClient, subscriptionId: string) {
  const names = resourceNames(PREFIX, subscriptionId);
  const arns = resourceArns(settings, subscriptionId);
  const deadLetters = await sqs.send(new CreateQueueCommand({ QueueName: names.deadLetterQueue }));
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arns.deadLetterQueue, maxReceiveCount: 1_000 });
  const queue = await sqs.send(
    new CreateQueueCommand({ QueueName: names.queue, Attributes: { RedrivePolicy } }),
  );
  return { queueUrl: queue.QueueUrl, deadLetterQueueUrl: deadLetters.QueueUrl };
}
