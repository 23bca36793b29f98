import { AwsError } from '../endpoint/aws-error.ts';

/** What DynamoDB answers to a request that breaks one of its rules. */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
