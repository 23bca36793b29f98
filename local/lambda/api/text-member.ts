import { AwsError } from '../../endpoint/aws-error.ts';
import type { JsonObject } from '../../endpoint/operation.ts';

/**
 * A member of a request that must be text.
 * @throws {AwsError} `InvalidParameterValueException`
 */
export function textMember(input: JsonObject, name: string): string {
  const value = input[name];
  if (typeof value === 'string') return value;
  throw new AwsError(
    'InvalidParameterValueException',
    `${name} is ${JSON.stringify(value)}; it must be a string.`,
  );
}
