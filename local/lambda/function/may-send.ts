import type { Context } from '../../context.ts';
import { AwsError } from '../../endpoint/aws-error.ts';
import type { Operations } from '../../endpoint/operation.ts';
import { queueUrl } from '../mapping/queue-url.ts';

/** Whether a role may send to a queue: what Lambda asks before it takes the queue for a function's failed events. */
export function maySend(
  { context, sqs }: { readonly context: Context; readonly sqs: Operations },
  { role, queueArn }: { readonly role: string; readonly queueArn: string },
): boolean {
  const accesses = sqs['SendMessage']?.access({ QueueUrl: queueUrl(context, queueArn) }) ?? [];
  try {
    for (const access of accesses) context.authorize({ kind: 'role', arn: role }, access);
    return true;
  } catch (error) {
    if (error instanceof AwsError && error.code === 'AccessDenied') return false;
    throw error;
  }
}
