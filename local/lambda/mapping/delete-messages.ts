import type { Context } from '../../context.ts';
import { invokeOperation } from '../../endpoint/invoke-operation.ts';
import type { Operations } from '../../endpoint/operation.ts';
import { queueUrl } from './queue-url.ts';
import type { ReceivedMessage } from './sqs-record.ts';

const MOST_PER_CALL = 10;

/**
 * Takes served messages off their queue under the function's role. One that SQS does not take away comes back, which
 * at least once allows.
 * @throws {AwsError}
 */
export async function deleteMessages(
  context: Context,
  request: { readonly sqs: Operations; readonly queueArn: string; readonly roleArn: string },
  messages: readonly ReceivedMessage[],
): Promise<void> {
  for (let from = 0; from < messages.length; from += MOST_PER_CALL) {
    const Entries = messages
      .slice(from, from + MOST_PER_CALL)
      .map((message, index) => ({ Id: String(index), ReceiptHandle: message.ReceiptHandle }));
    const answer = (await invokeOperation(context, {
      operations: request.sqs,
      name: 'DeleteMessageBatch',
      input: { QueueUrl: queueUrl(context, request.queueArn), Entries },
      caller: { kind: 'role', arn: request.roleArn },
    })) as { Failed?: readonly { Code: string; Message?: string }[] };
    for (const { Code, Message } of answer.Failed ?? [])
      context.warn(
        `A served message of ${request.queueArn} could not be deleted and will come again: ${Code} ${Message ?? ''}`,
      );
  }
}
