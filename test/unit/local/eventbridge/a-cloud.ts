import type { Context } from '../../../../local/context.ts';
import { invokeOperation } from '../../../../local/endpoint/invoke-operation.ts';
import type { JsonObject, Operations } from '../../../../local/endpoint/operation.ts';
import { createEventBridge } from '../../../../local/eventbridge/create-eventbridge.ts';
import type { Limits } from '../../../../local/eventbridge/limits.ts';
import type { Caller } from '../../../../local/iam/caller.ts';
import { createIam } from '../../../../local/iam/create-iam.ts';
import { createSqs } from '../../../../local/sqs/create-sqs.ts';
import { openDatabase } from '../../../../local/storage/open-database.ts';

const ACCOUNT = '123456789012';
const REGION = 'us-east-1';
export const ADMINISTRATOR: Caller = { kind: 'administrator', arn: `arn:aws:iam::${ACCOUNT}:root` };
export const arn = (service: string, name: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${name}`;

export type Cloud = ReturnType<typeof aCloud>;

/** EventBridge with the real SQS and IAM on one database, a clock that tests set and functions that are written down. */
export function aCloud(options: { database?: Context['database']; limits?: Partial<Limits> } = {}) {
  const clock = { now: Date.parse('2026-11-24T12:00:00Z') };
  const database = options.database ?? openDatabase(':memory:');
  const now = () => clock.now;
  const iam = createIam({ accountId: ACCOUNT, database, now });
  const warnings: string[] = [];
  const context: Context = {
    database,
    now,
    accountId: ACCOUNT,
    region: REGION,
    endpointUrl: () => 'http://127.0.0.1:4566',
    authorize: (caller, access) => iam.authorize(caller, access),
    warn: (sentence) => void warnings.push(sentence),
  };
  const sqs = createSqs(context);
  const functions: { invoke: (functionArn: string, payload: unknown, caller: Caller) => Promise<void> } = {
    invoke: () => Promise.resolve(),
  };
  const eventBridge = createEventBridge(
    context,
    {
      sqs: sqs.operations,
      invokeFunction: (...call) => functions.invoke(...call),
      assumeRole: (roleArn, ruleArn) => void iam.credentialsOf(roleArn, 'events.amazonaws.com', ruleArn),
    },
    options.limits ? { limits: options.limits } : {},
  );
  const run = (operations: Operations, name: string, input: object, caller: Caller) =>
    invokeOperation(context, { operations, name, input: input as JsonObject, caller }) as JsonObject;
  return {
    clock,
    context,
    database,
    iam,
    warnings,
    functions,
    eventBridge,
    events: (name: string, input: object, caller: Caller = ADMINISTRATOR) =>
      run(eventBridge.operations, name, input, caller),
    sqs: (name: string, input: object): unknown => run(sqs.operations, name, input, ADMINISTRATOR),
    async close() {
      await eventBridge.stop();
      sqs.stop();
    },
  };
}

/** A queue that takes messages from EventBridge for the rules whose ARNs fit. Returns its ARN. */
export function aQueue(
  cloud: Cloud,
  name: string,
  sourceArn: string | undefined = arn('events', 'rule/*'),
): string {
  const queueArn = arn('sqs', name);
  const allow = {
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: queueArn,
    Condition: { ArnLike: { 'aws:SourceArn': sourceArn } },
  };
  cloud.sqs('CreateQueue', { QueueName: name });
  if (sourceArn !== '')
    cloud.sqs('SetQueueAttributes', {
      QueueUrl: `http://x/${ACCOUNT}/${name}`,
      Attributes: { Policy: JSON.stringify({ Version: '2012-10-17', Statement: [allow] }) },
    });
  return queueArn;
}

/** The role `worker` that a service may take on for one source, with one permission. Returns its ARN. */
export function aRole(
  cloud: Cloud,
  {
    Service,
    sourceArn,
    ...permission
  }: { Service: string; sourceArn: string; Action: string; Resource: string },
): string {
  const role = cloud.iam.resourceTypes.find(({ type }) => type === 'AWS::IAM::Role');
  const trust = {
    Effect: 'Allow',
    Principal: { Service },
    Action: 'sts:AssumeRole',
    Condition: { ArnEquals: { 'aws:SourceArn': sourceArn } },
  };
  const PolicyDocument = { Statement: [{ Effect: 'Allow', ...permission }] };
  void role?.apply({
    stackName: 'stack',
    logicalId: 'Role',
    properties: {
      RoleName: 'worker',
      AssumeRolePolicyDocument: { Statement: [trust] },
      Policies: [{ PolicyName: 'own', PolicyDocument }],
    },
  });
  return `arn:aws:iam::${ACCOUNT}:role/worker`;
}

export type Received = { readonly body: string; readonly attributes: Record<string, string> };

/** Takes all messages out of a queue. */
export async function drain(cloud: Cloud, name: string): Promise<Received[]> {
  const found: Received[] = [];
  for (;;) {
    const answer = (await cloud.sqs('ReceiveMessage', {
      QueueUrl: `http://x/${ACCOUNT}/${name}`,
      MaxNumberOfMessages: 10,
      MessageAttributeNames: ['All'],
    })) as { Messages?: { Body: string; MessageAttributes?: Record<string, { StringValue: string }> }[] };
    if (!answer.Messages?.length) return found;
    for (const { Body, MessageAttributes = {} } of answer.Messages)
      found.push({
        body: Body,
        attributes: Object.fromEntries(
          Object.entries(MessageAttributes).map(([key, { StringValue }]) => [key, StringValue]),
        ),
      });
  }
}

/** A rule on a bus with one target. Returns its ARN. */
export function aRule(cloud: Cloud, bus: string, name: string, pattern: object, target: object): string {
  const { RuleArn } = cloud.events('PutRule', {
    Name: name,
    EventBusName: bus,
    EventPattern: JSON.stringify(pattern),
  });
  cloud.events('PutTargets', { Rule: name, EventBusName: bus, Targets: [{ Id: 't', ...target }] });
  return String(RuleArn);
}

export function anEntry(entry: object = {}) {
  return {
    Source: 'freyavoice.calls',
    DetailType: 'call.ended',
    Detail: '{"account_id":"acc_1"}',
    EventBusName: 'bus',
    ...entry,
  };
}

/** Waits for a fact, asking again whenever the event loop has gone round. */
export async function until(fact: () => boolean): Promise<void> {
  const giveUpAt = performance.now() + 5000;
  while (!fact()) {
    if (performance.now() > giveUpAt) throw new Error(`Never became true: ${fact.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
