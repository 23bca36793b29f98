import type { Context } from '../../context.ts';
import { queueArn } from './queue-arn.ts';

/** The name in the ARN of a queue of this account and Region; undefined for any other text. */
export function queueNameFromArn(context: Context, arn: string): string | undefined {
  const prefix = queueArn(context, '');
  return arn.startsWith(prefix) && arn.length > prefix.length ? arn.slice(prefix.length) : undefined;
}
