import assert from 'node:assert/strict';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { GetQueueUrlCommand, type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { eventually } from '../e2e/support/eventually.ts';
import { type Receiver, startReceiver } from '../e2e/support/receiver.ts';
import type { Api } from './api.ts';
import { type AwsClients, createAwsClients } from './aws-clients.ts';
import { setEnvironment } from './set-environment.ts';
import { type StackOptions, startSynthesizedStack, type SynthesizedStack } from './synthesized-stack.ts';

export type HealWorld = {
  readonly stack: SynthesizedStack;
  readonly aws: AwsClients;
  readonly api: Api;
  /** What the endpoint of every subscription is sent; it answers 204. */
  readonly receiver: Receiver;
  /** What the schedule does once a minute. */
  tick(): Promise<void>;
  subscribe(fields?: object): Promise<string>;
  /** Resolves when a subscription has this status. */
  hasStatus(id: string, status: string): Promise<void>;
  emit(detailType: string, data: unknown): Promise<void>;
  queueUrl(name: string): Promise<string>;
  /** All that a queue has to give now. */
  receiveAll(name: string): Promise<readonly Message[]>;
  stop(): Promise<void>;
};

export const ACCOUNT = 'heal';
export const PREFIX = 'webhooks-test';

/** A stack whose sweep goes over everything at each tick, with one account. */
export async function startHealWorld(
  options: StackOptions = {},
  environment: Readonly<Record<string, string>> = {},
): Promise<HealWorld> {
  const stack = await startSynthesizedStack({
    ...options,
    edit: (template) => {
      setEnvironment(template, `${PREFIX}-reconcile`, { ...AT_EACH_TICK, ...environment });
      options.edit?.(template);
    },
  });
  const receiver = await startReceiver();
  const aws = createAwsClients(stack);
  const api = await openAccount(stack);
  const world = { stack, aws, api, receiver };
  return {
    ...world,
    tick: () => tick(aws),
    subscribe: (fields = {}) => subscribe(world, fields),
    hasStatus: (id, status) => hasStatus(api, id, status),
    emit: (detailType, data) => emit(world, detailType, data),
    queueUrl: (name) => queueUrl(aws, name),
    receiveAll: (name) => receiveAll(aws, name),
    async stop() {
      aws.destroy();
      await stack.stop();
      await receiver.stop();
    },
  };
}

const AT_EACH_TICK = { SWEEP_INTERVAL_SECONDS: '0', ORPHAN_GRACE_SECONDS: '0', OVERDUE_SECONDS: '1' };

type World = Pick<HealWorld, 'stack' | 'aws' | 'api' | 'receiver'>;

async function openAccount({ admin }: SynthesizedStack): Promise<Api> {
  const opened = await admin('POST', '/v1/accounts', { id: ACCOUNT });
  assert.ok([201, 409].includes(opened.status), JSON.stringify(opened.body));
  const { status, body } = await admin('POST', `/v1/accounts/${ACCOUNT}/keys`, { role: 'manage' });
  assert.equal(status, 201, JSON.stringify(body));
  return admin.with(String(body['key']));
}

async function tick({ lambda }: AwsClients): Promise<void> {
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({
      FunctionName: `${PREFIX}-reconcile`,
      Payload: JSON.stringify({ source: 'aws.events' }),
    }),
  );
  assert.equal(FunctionError, undefined, Payload?.transformToString());
}

async function subscribe({ api, receiver }: World, fields: object): Promise<string> {
  const { status, body } = await api('POST', '/v1/subscriptions', {
    url: receiver.url,
    events: ['*'],
    ...fields,
  });
  assert.equal(status, 201, JSON.stringify(body));
  await hasStatus(api, String(body['id']), 'active');
  return String(body['id']);
}

async function hasStatus(api: Api, id: string, status: string): Promise<void> {
  await eventually(`subscription ${id} is ${status}`, async () => {
    const { body } = await api('GET', `/v1/subscriptions/${id}`);
    return body['status'] === status;
  });
}

async function emit({ aws, stack }: World, DetailType: string, data: unknown): Promise<void> {
  const { FailedEntryCount } = await aws.events.send(
    new PutEventsCommand({
      Entries: [
        {
          EventBusName: stack.outputs['EventBusName'],
          Source: 'freyavoice.calls',
          DetailType,
          Detail: JSON.stringify({ account_id: ACCOUNT, data }),
        },
      ],
    }),
  );
  assert.equal(FailedEntryCount, 0);
}

async function queueUrl({ sqs }: AwsClients, QueueName: string): Promise<string> {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  return String(QueueUrl);
}

async function receiveAll(aws: AwsClients, name: string): Promise<readonly Message[]> {
  const QueueUrl = await queueUrl(aws, name);
  const all: Message[] = [];
  for (;;) {
    const { Messages = [] } = await aws.sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 2,
        MessageAttributeNames: ['All'],
      }),
    );
    if (Messages.length === 0) return all;
    all.push(...Messages);
  }
}
