import type { Context } from '../../context.ts';
import { AwsError } from '../../endpoint/aws-error.ts';
import { invokeOperation } from '../../endpoint/invoke-operation.ts';
import type { Operations } from '../../endpoint/operation.ts';
import type { FunctionConfiguration } from '../function/function-configuration.ts';
import { queueUrl } from './queue-url.ts';

const NEEDED = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'] as const;

/**
 * What Lambda checks before it takes a queue for a function: that the queue is there, that the function's role may
 * consume it, and that its messages stay hidden for as long as the function may run.
 * @throws {AwsError} `InvalidParameterValueException`
 */
export async function checkQueue(
  context: Context,
  sqs: Operations,
  request: { readonly queueArn: string; readonly function: FunctionConfiguration },
): Promise<void> {
  const { queueArn } = request;
  if (!/^arn:aws[a-z-]*:sqs:[a-z0-9-]+:\d{12}:[a-zA-Z0-9-_]{1,80}$/.test(queueArn))
    throw invalid(
      `EventSourceArn is ${JSON.stringify(queueArn)}; it must be the ARN of a standard SQS queue: other sources are not emulated.`,
    );
  const QueueUrl = queueUrl(context, queueArn);
  for (const name of NEEDED) checkPermission(context, sqs, { name, QueueUrl, role: request.function.role });
  const visibilitySeconds = await visibilityOf(context, sqs, { QueueUrl, role: request.function.role });
  if (visibilitySeconds < request.function.timeoutSeconds)
    throw invalid(
      `Queue visibility timeout: ${visibilitySeconds} seconds is less than Function timeout: ${request.function.timeoutSeconds} seconds`,
    );
}

async function visibilityOf(
  context: Context,
  sqs: Operations,
  { QueueUrl, role }: { readonly QueueUrl: string; readonly role: string },
): Promise<number> {
  try {
    const answer = (await invokeOperation(context, {
      operations: sqs,
      name: 'GetQueueAttributes',
      input: { QueueUrl, AttributeNames: ['VisibilityTimeout'] },
      caller: { kind: 'role', arn: role },
    })) as { Attributes?: Readonly<Record<string, string>> };
    return Number(answer.Attributes?.['VisibilityTimeout']);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw sqsRefusal('GetQueueAttributes', error);
  }
}

function checkPermission(
  context: Context,
  sqs: Operations,
  { name, QueueUrl, role }: { readonly name: string; readonly QueueUrl: string; readonly role: string },
): void {
  let accesses;
  try {
    accesses = sqs[name]?.access({ QueueUrl }) ?? [];
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw sqsRefusal(name, error);
  }
  try {
    for (const access of accesses) context.authorize({ kind: 'role', arn: role }, access);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw invalid(
      `The provided execution role does not have permissions to call ${name} on SQS. ${error.message}`,
    );
  }
}

function sqsRefusal(name: string, { code, message }: AwsError): AwsError {
  return invalid(`Error occurred while ${name}. SQS Error Code: ${code}. SQS Error Message: ${message}`);
}

function invalid(sentence: string): AwsError {
  return new AwsError('InvalidParameterValueException', sentence, 400, { Type: 'User' });
}
