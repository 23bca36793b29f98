import { sqsError } from '../sqs-error.ts';
import { checkTags } from '../queue/check-tags.ts';

/** CloudFormation's list of `{ Key, Value }` as tags. @throws {AwsError} `InvalidParameterValue` */
export function propertyToTags(value: unknown): Record<string, string> {
  if (value === undefined) return {};
  if (!Array.isArray(value))
    throw sqsError(
      'InvalidParameterValue',
      `Tags must be a list of { Key, Value }, got ${JSON.stringify(value)}.`,
    );
  const tags = value as readonly { readonly Key: string; readonly Value: unknown }[];
  return checkTags(Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])));
}
