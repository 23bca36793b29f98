import type { Context } from '../../context.ts';

/** The URL of the queue that an ARN names. */
export function queueUrl(context: Context, queueArn: string): string {
  const [, , , , accountId, name] = queueArn.split(':');
  return `${context.endpointUrl()}/${accountId}/${name}`;
}
