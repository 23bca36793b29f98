import type { Context } from '../../context.ts';
import { AwsError } from '../../endpoint/aws-error.ts';
import type { JsonObject } from '../../endpoint/operation.ts';
import { arns } from '../arns.ts';
import { optionalText } from './read-parameter.ts';

/**
 * The bus that a request means: by name, by ARN, or the default one.
 * @throws {AwsError} `ValidationException` for a name of no allowed form or a bus of another account or Region
 */
export function busNameOf(context: Context, input: JsonObject, parameter = 'EventBusName'): string {
  const value = optionalText(input, parameter, { pattern: /^[/.\-_A-Za-z0-9:]+$/, max: 1600 }) ?? 'default';
  return busNameFromArn(context, value) ?? value;
}

/** The name in a bus's ARN; `undefined` when the text is no ARN. @throws {AwsError} `ValidationException` */
export function busNameFromArn(context: Context, arn: string): string | undefined {
  if (!arn.startsWith('arn:')) return undefined;
  const own = arns.bus(context, '');
  if (!arn.startsWith(own))
    throw new AwsError(
      'ValidationException',
      `The embedded EventBridge knows buses of its own account and Region only (${own}*), not ${arn}.`,
    );
  return arn.slice(own.length);
}
