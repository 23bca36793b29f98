import assert from 'node:assert/strict';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { GetQueueAttributesCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { AwsError } from '../../local/endpoint/aws-error.ts';
import type { Caller } from '../../local/iam/caller.ts';
import { eventually } from '../e2e/support/eventually.ts';
import { type Receiver, type ReceiverAnswer, startReceiver } from '../e2e/support/receiver.ts';
import type { Api } from './api.ts';
import { type AwsClients, createAwsClients } from './aws-clients.ts';
import { runStep, type Step } from './runbook.ts';
import { startSynthesizedStack, type StackOptions, type SynthesizedStack } from './synthesized-stack.ts';
import { synthesizedAssembly } from './synthesized-assembly.ts';

export type World = {
  readonly stack: SynthesizedStack;
  readonly aws: AwsClients;
  readonly receiver: Receiver;
  readonly api: Api;
  /** Makes every call of an operation fail, by one function of ours or by all, until `undefined` ends it. */
  outage(operation: string | undefined, verb?: 'api' | 'deliver' | 'reconcile'): void;
  subscribe(fields?: object): Promise<string>;
  /** @returns the message's id */
  emit(type: string, detail?: object): Promise<string>;
  /** The URL of a queue, by its name without the stage. */
  queueUrl(queue: string): string;
  /** What somebody does who means well: gives a queue a policy that lets nobody send. */
  refuseAll(queue: string): Promise<void>;
  /** Has a function begin anew, as Lambda does with each after some hours: what it had in memory is gone. */
  renew(verb: 'api' | 'deliver'): Promise<void>;
  /** How many messages wait in a queue or are under way. */
  depth(queue: string): Promise<number>;
  /** Runs a step of the runbook with the account and a subscription. */
  run(section: string, step: Step, subscription?: string, more?: Record<string, string>): Promise<string>;
  /** The values of one of our own metrics so far. */
  measurements(metric: string): readonly number[];
  /** Waits until the metric of this alarm, one of our own, was written. */
  measured(alarm: string): Promise<number>;
  stop(): Promise<void>;
};

export type WorldOptions = Omit<StackOptions, 'fault'> & {
  /** @default 204, always */
  readonly answer?: () => ReceiverAnswer | Promise<ReceiverAnswer>;
};

export const ACCOUNT = 'runbook';

/** A stack with an account and an endpoint, for a fault to be made in and mended. */
export async function startWorld({ answer, ...options }: WorldOptions = {}): Promise<World> {
  const state: { failing: string | undefined; by: string } = { failing: undefined, by: '' };
  const receiver = await startReceiver(answer);
  const stack = await startSynthesizedStack({
    ...options,
    fault: (_service, operation, caller) =>
      operation === state.failing && isRoleOf(state.by, caller)
        ? new AwsError('InternalServerError', 'The service is down.', 500)
        : undefined,
  });
  const aws = createAwsClients(stack);
  const api = await openAccount(stack.admin);
  const queueUrl = (name: string) => `${stack.endpointUrl}/${stack.accountId}/webhooks-test-${name}`;
  return {
    stack,
    aws,
    receiver,
    api,
    outage: (operation, verb) => {
      Object.assign(state, { failing: operation, by: verb ?? '[a-z]+' });
    },
    subscribe: (fields = {}) => subscribe(api, { url: receiver.url, events: ['call.ended'], ...fields }),
    emit: (type, detail = { account_id: ACCOUNT, data: { n: 1 } }) => emit(aws, type, detail),
    queueUrl,
    refuseAll: (name) => refuseAll(aws, queueUrl(name)),
    renew: (verb) => renew(aws, `webhooks-test-${verb}`),
    depth: (name) => depth(aws, queueUrl(name)),
    run: (section, step, subscription = '', more = {}) =>
      runStep(stack, section, step, { ACCOUNT, SUB: subscription, ...more }),
    measurements: (metric) =>
      stack.traces.lines.flatMap((line) => {
        const value = line.includes('"Namespace":"Webhooks"') ? documentIn(line)[metric] : undefined;
        return typeof value === 'number' ? [value] : [];
      }),
    measured: (alarm) => measured(stack, alarm),
    stop: async () => {
      aws.destroy();
      await stack.stop();
      await receiver.stop();
    },
  };
}

function isRoleOf(verb: string, caller: Caller): boolean {
  return caller.kind === 'role' && new RegExp(`/webhooks-test-${verb}-`).test(caller.arn);
}

/** An account is made at the first start of a data directory, and has a further key at each. */
async function openAccount(admin: Api): Promise<Api> {
  await admin('POST', '/v1/accounts', { id: ACCOUNT });
  const { status, body } = await admin('POST', `/v1/accounts/${ACCOUNT}/keys`, { role: 'manage' });
  assert.equal(status, 201, JSON.stringify(body));
  return admin.with(String(body['key']));
}

async function subscribe(api: Api, fields: object): Promise<string> {
  const { status, body } = await api('POST', '/v1/subscriptions', fields);
  assert.equal(status, 201, JSON.stringify(body));
  const id = String(body['id']);
  await eventually('the subscription is active', async () => {
    const { body } = await api('GET', `/v1/subscriptions/${id}`);
    return body['status'] === 'active';
  });
  return id;
}

async function emit({ events }: AwsClients, DetailType: string, detail: object): Promise<string> {
  const Detail = JSON.stringify(detail);
  const entry = { EventBusName: 'webhooks-test', Source: 'freyavoice.calls', DetailType, Detail };
  const { FailedEntryCount, Entries } = await events.send(new PutEventsCommand({ Entries: [entry] }));
  assert.equal(FailedEntryCount, 0);
  return `msg_${Entries?.[0]?.EventId?.replaceAll('-', '')}`;
}

async function refuseAll({ sqs }: AwsClients, QueueUrl: string): Promise<void> {
  const Statement = [{ Effect: 'Deny', Principal: '*', Action: 'sqs:SendMessage', Resource: '*' }];
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
}

async function renew({ lambda }: AwsClients, FunctionName: string): Promise<void> {
  const Description = new Date().toISOString();
  await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Description }));
}

async function depth({ sqs }: AwsClients, QueueUrl: string): Promise<number> {
  const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] }),
  );
  return AttributeNames.reduce((sum, name) => sum + Number(Attributes[name]), 0);
}

async function measured({ traces }: SynthesizedStack, id: string): Promise<number> {
  const { template } = await synthesizedAssembly();
  const alarm = Object.values(template.Resources).find(
    ({ Properties }) => Properties['AlarmName'] === `webhooks-test-${id}`,
  );
  assert.equal(alarm?.Properties['Namespace'], 'Webhooks', `${id} is an alarm on a metric of our own`);
  const name = String(alarm.Properties['MetricName']);
  const line = await traces.waitFor(new RegExp(`"Namespace":"Webhooks".*"${name}":`));
  return Number(documentIn(line)[name]);
}

function documentIn(line: string): Record<string, unknown> {
  return JSON.parse(line.slice(line.indexOf('{'))) as Record<string, unknown>;
}
