import type { Context } from '../../context.ts';

export function tableArn(context: Context, name: string): string {
  return `arn:aws:dynamodb:${context.region}:${context.accountId}:table/${name}`;
}
