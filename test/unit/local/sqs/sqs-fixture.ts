import type { DatabaseSync } from 'node:sqlite';
import { after } from 'node:test';
import type { Context } from '../../../../local/context.ts';
import { AwsError } from '../../../../local/endpoint/aws-error.ts';
import { invokeOperation } from '../../../../local/endpoint/invoke-operation.ts';
import type { JsonObject } from '../../../../local/endpoint/operation.ts';
import type { Access } from '../../../../local/iam/access.ts';
import type { Caller } from '../../../../local/iam/caller.ts';
import { createSqs, type Sqs, type SqsOptions } from '../../../../local/sqs/create-sqs.ts';
import { openDatabase } from '../../../../local/storage/open-database.ts';

/** A message as ReceiveMessage answers it. */
export type Message = {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly MD5OfBody: string;
  readonly MD5OfMessageAttributes?: string;
  readonly Attributes?: Readonly<Record<string, string>>;
  readonly MessageAttributes?: Readonly<Record<string, JsonObject>>;
};

export type Fixture = {
  readonly sqs: Sqs;
  readonly context: Context;
  /** What was asked of IAM, in order. */
  readonly asked: Access[];
  /** Moves the clock, which stands still otherwise. */
  pass(seconds: number): void;
  deny(action: string): void;
  call(name: string, input: JsonObject, signal?: AbortSignal): Record<string, unknown>;
  /** Makes a queue and gives its URL. */
  queue(name: string, attributes?: Readonly<Record<string, string>>): string;
  send(queueUrl: string, body: string, more?: JsonObject): Record<string, unknown>;
  receive(queueUrl: string, more?: JsonObject): readonly Message[];
  attributes(queueUrl: string): Readonly<Record<string, string>>;
};

const CALLER: Caller = { kind: 'role', arn: 'arn:aws:iam::000000000000:role/tester' };

type FixtureOptions = SqsOptions & { readonly database?: DatabaseSync; readonly now?: () => number };

/** An SQS of one's own, stopped after the test. */
export function createFixture({ database, now, ...options }: FixtureOptions = {}): Fixture {
  let time = Date.UTC(2026, 0, 1);
  const asked: Access[] = [];
  const denied = new Set<string>();
  const context: Context = {
    database: database ?? openDatabase(':memory:'),
    now: now ?? (() => time),
    accountId: '000000000000',
    region: 'us-east-1',
    endpointUrl: () => 'http://127.0.0.1:4566',
    authorize(_caller, access) {
      asked.push(access);
      if (denied.has(access.action))
        throw new AwsError('AccessDenied', `${access.action} ${access.resource}`);
    },
    warn: (sentence) => {
      throw new Error(sentence);
    },
  };
  const sqs = createSqs(context, options);
  after(() => sqs.stop());
  const call: Fixture['call'] = (name, input, signal) =>
    invokeOperation(context, {
      operations: sqs.operations,
      name,
      input,
      caller: CALLER,
      ...(signal && { signal }),
    }) as Record<string, unknown>;
  return {
    sqs,
    context,
    asked,
    pass: (seconds) => void (time += seconds * 1000),
    deny: (action) => void denied.add(action),
    call,
    queue: (name, attributes = {}) =>
      String(call('CreateQueue', { QueueName: name, Attributes: attributes })['QueueUrl']),
    send: (QueueUrl, MessageBody, more = {}) => call('SendMessage', { QueueUrl, MessageBody, ...more }),
    receive: (QueueUrl, more = {}) =>
      (call('ReceiveMessage', { QueueUrl, ...more })['Messages'] ?? []) as readonly Message[],
    attributes: (QueueUrl) =>
      call('GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] })['Attributes'] as Record<
        string,
        string
      >,
  };
}

/** For assert.throws: an AwsError with this code, whose message matches. */
export function awsError(code: string, message?: RegExp): (error: unknown) => boolean {
  return (error) =>
    error instanceof AwsError && error.code === code && (message?.test(error.message) ?? true);
}

/** A policy of a queue that AWS takes. */
export function aPolicy(Sid = 'all') {
  return {
    Version: '2012-10-17',
    Statement: [{ Sid, Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: '*' }],
  };
}
