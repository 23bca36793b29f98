import type { Context } from '../../context.ts';

/** The URL that identifies a queue in answers. */
export function queueUrl(context: Context, name: string): string {
  return `${context.endpointUrl()}/${context.accountId}/${name}`;
}
