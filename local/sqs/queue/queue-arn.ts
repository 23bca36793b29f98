import type { Context } from '../../context.ts';

export function queueArn(context: Context, name: string): string {
  return `arn:aws:sqs:${context.region}:${context.accountId}:${name}`;
}
