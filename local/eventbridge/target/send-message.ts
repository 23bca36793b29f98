import { AwsError } from '../../endpoint/aws-error.ts';
import { invokeOperation } from '../../endpoint/invoke-operation.ts';
import type { Caller } from '../../iam/caller.ts';
import type { Core } from '../core.ts';

/**
 * Sends one message to a queue by its ARN, in the caller's transaction.
 * @throws {AwsError} as SQS and IAM answer
 */
export function sendMessage(
  core: Core,
  queueArn: string,
  caller: Caller,
  message: { readonly body: string; readonly attributes?: Readonly<Record<string, string>> },
): void {
  const [, , , region, accountId, name] = queueArn.split(':');
  const { context } = core;
  if (region !== context.region || accountId !== context.accountId || name === undefined)
    throw new AwsError('QueueDoesNotExist', `The queue ${queueArn} is not in this account and Region.`);
  const attributes = Object.entries(message.attributes ?? {}).map(([key, value]) => [
    key,
    { DataType: 'String', StringValue: value },
  ]);
  try {
    invokeOperation(context, {
      operations: core.neighbours.sqs,
      name: 'SendMessage',
      caller,
      input: {
        QueueUrl: `${context.endpointUrl()}/${accountId}/${name}`,
        MessageBody: message.body,
        ...(attributes.length === 0 ? {} : { MessageAttributes: Object.fromEntries(attributes) as unknown }),
      },
    });
  } catch (error) {
    if (error instanceof AwsError && error.code.startsWith('AccessDenied')) refuseMissing(core, name);
    throw error;
  }
}

/** A queue that is not there would else be reported as a lack of permission, because it has no policy. */
function refuseMissing({ context, neighbours }: Core, name: string): void {
  const caller: Caller = { kind: 'administrator', arn: `arn:aws:iam::${context.accountId}:root` };
  neighbours.sqs['GetQueueUrl']?.run({ QueueName: name }, caller, new AbortController().signal);
}
